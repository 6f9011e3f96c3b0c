package dev.sekisho.server.incident;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does or did in a case.
 *
 * @param handover what the next one was told when it ended
 */
public record Assignment(
        UUID id,
        UUID account,
        String name,
        IncidentRole role,
        Instant began,
        @Nullable Instant ended,
        String handover) {}
