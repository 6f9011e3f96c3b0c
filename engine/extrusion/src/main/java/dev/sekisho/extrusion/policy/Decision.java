package dev.sekisho.extrusion.policy;

import java.util.Locale;

/** What a rule says of an application. */
public enum Decision {
    ALLOWED,
    /** Allowed as long as the rule's conditions hold. */
    CONDITIONAL,
    PROHIBITED;

    /** The word used in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Decision of(String id) {
        for (Decision decision : values()) {
            if (decision.id().equals(id)) {
                return decision;
            }
        }
        throw new IllegalArgumentException(
                "expected a decision out of allowed, conditional, prohibited, but got \"" + id + "\"");
    }
}
