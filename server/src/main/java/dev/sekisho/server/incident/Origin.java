package dev.sekisho.server.incident;

import dev.sekisho.server.scope.Refusal;

/**
 * Whence an incident came.
 *
 * @param kind a short word such as {@code alert}, {@code mail} or {@code hand}; also the key of its name in the texts, behind
 *     {@code incident.origin.}
 * @param reference the id of the thing there; empty if there is none. A unit has one incident for each thing.
 */
public record Origin(String kind, String reference) {
    private static final int LONGEST_REFERENCE = 200;

    /** Somebody entered it. */
    public static final Origin BY_HAND = new Origin("hand", "");

    public Origin {
        if (!kind.matches("[a-z][a-z-]{0,39}")) {
            throw Refusal.invalid("origin", "incident.invalid.origin", kind);
        }
        if (reference.length() > LONGEST_REFERENCE) {
            throw Refusal.invalid("reference", "incident.invalid.reference", LONGEST_REFERENCE);
        }
    }
}
