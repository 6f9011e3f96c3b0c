package dev.sekisho.server.egress;

import java.util.Set;

/** How far somebody has come with an alert. */
public enum AlertState {
    NEW,
    IN_WORK,
    FALSE_ALARM,
    CONFIRMED,
    CLOSED;

    /** The states that may follow this one. What is closed stays closed: if it goes on, there is a new alert. */
    public Set<AlertState> next() {
        return switch (this) {
            case NEW -> Set.of(IN_WORK, FALSE_ALARM, CONFIRMED);
            case IN_WORK -> Set.of(NEW, FALSE_ALARM, CONFIRMED);
            case FALSE_ALARM, CONFIRMED -> Set.of(IN_WORK, CLOSED);
            case CLOSED -> Set.of();
        };
    }

    /** Whether somebody still has to decide. */
    public boolean isOpen() {
        return this == NEW || this == IN_WORK;
    }

    /** The colour of its badge. */
    public String colour() {
        return switch (this) {
            case NEW -> "red";
            case IN_WORK -> "yellow";
            case FALSE_ALARM, CLOSED -> "secondary";
            case CONFIRMED -> "purple";
        };
    }
}
