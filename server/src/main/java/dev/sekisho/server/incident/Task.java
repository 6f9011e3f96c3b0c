package dev.sekisho.server.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something to do in a phase.
 *
 * @param template the key of its text if it was proposed, behind {@code incident.task.}
 * @param title what somebody wrote, empty if it was proposed
 */
public record Task(
        UUID id,
        ResponsePhase phase,
        @Nullable String template,
        String title,
        TaskState state,
        @Nullable LocalDate due,
        String note,
        @Nullable Instant settled,
        @Nullable String settledBy,
        int version) {}
