package dev.sekisho.server.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as it was recorded, for those who look at it.
 *
 * @param unitLabel what the unit is called in the reader's language, empty as long as nobody has asked
 * @param place in the log, null while it waits for one
 */
record RecordedEvidence(
        UUID id,
        Instant recorded,
        String actor,
        String kind,
        UUID unit,
        String unitLabel,
        @Nullable UUID subject,
        String facts,
        @Nullable Long place) {
    RecordedEvidence named(String label) {
        return new RecordedEvidence(id, recorded, actor, kind, unit, label, subject, facts, place);
    }
}
