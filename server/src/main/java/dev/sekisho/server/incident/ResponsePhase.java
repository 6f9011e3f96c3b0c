package dev.sekisho.server.incident;

import java.util.Optional;

/** How far the response has come. It goes forward by one, or back to any earlier phase when new facts come up. */
public enum ResponsePhase {
    /** Find out what happened and whom it concerns. */
    IDENTIFY,
    /** Keep it from spreading. */
    CONTAIN,
    /** Remove its cause. */
    ERADICATE,
    /** Go back to ordinary work and watch. */
    RECOVER,
    /** Say why it happened and what is to change. */
    LEARN;

    /** The phase behind this one; empty at the end. */
    public Optional<ResponsePhase> next() {
        return this == LEARN ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
    }

    /** Whether the response may go from here to there. */
    public boolean mayGoTo(ResponsePhase other) {
        return other.ordinal() < ordinal() || other.ordinal() == ordinal() + 1;
    }
}
