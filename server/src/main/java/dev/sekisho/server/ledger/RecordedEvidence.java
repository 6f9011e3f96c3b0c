package dev.sekisho.server.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Evidence as it was recorded, for those who look at it. */
record RecordedEvidence(
        UUID id,
        Instant recorded,
        String actor,
        String kind,
        @Nullable UUID subject,
        String facts) {}
