package dev.sekisho.server.organization;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list that came in: what it would change, or has changed.
 *
 * @param digest the SHA-256 of the file in hexadecimal digits; who applies it names it, and so what he has seen
 * @param expires when it is forgotten
 * @param applied when it was applied, null if it was not
 * @param counts how many rows there are in each state
 */
public record Import(
        UUID id,
        Kind kind,
        Policy policy,
        String fileName,
        String digest,
        Instant made,
        Instant expires,
        @Nullable Instant applied,
        Map<RowState, Integer> counts) {
    public Import {
        counts = Map.copyOf(counts);
    }

    /** What the list is about. */
    public enum Kind {
        PEOPLE,
        UNITS
    }

    /** What is done with rows that contradict what is there. */
    public enum Policy {
        /** Nothing at all is entered as long as a row differs or is refused. */
        STOP,
        /** Only what is new is entered. */
        SKIP,
        /** What is new is entered, and what differs becomes as the list has it. */
        UPDATE
    }

    /** What a row would do. */
    public enum RowState {
        NEW,
        CHANGED,
        UNCHANGED,
        REFUSED
    }

    public int count(RowState state) {
        return counts.getOrDefault(state, 0);
    }

    /** Whether its policy lets it be applied. */
    public boolean isApplicable() {
        return applied == null
                && (policy != Policy.STOP || (count(RowState.CHANGED) == 0 && count(RowState.REFUSED) == 0));
    }
}
