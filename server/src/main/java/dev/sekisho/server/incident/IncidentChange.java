package dev.sekisho.server.incident;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be different in a case; null stays as it is. */
public record IncidentChange(
        @Nullable String title,
        @Nullable String summary,
        @Nullable IncidentSeverity severity,
        @Nullable IncidentCategory category,
        @Nullable TrafficLight marking,
        @Nullable Boolean drill,
        @Nullable Instant occurred,
        @Nullable Instant detected,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        @Nullable String rootCause,
        @Nullable String lessons) {}
