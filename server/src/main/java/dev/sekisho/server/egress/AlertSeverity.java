package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.Alert;

/** How urgent an alert is, apart from what it is and how far somebody has come with it. */
public enum AlertSeverity {
    HIGH,
    MEDIUM,
    LOW;

    private static final double STRONG = 0.9;

    /** Command and control weighs more than a prohibited application, and clear evidence more than weak. */
    static AlertSeverity of(Alert alert) {
        boolean strong = alert.score() >= STRONG;
        return switch (alert.kind()) {
            case ROGUE -> strong ? HIGH : MEDIUM;
            case PROHIBITED -> strong ? MEDIUM : LOW;
        };
    }

    public String colour() {
        return switch (this) {
            case HIGH -> "red";
            case MEDIUM -> "orange";
            case LOW -> "azure";
        };
    }
}
