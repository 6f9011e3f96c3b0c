package dev.sekisho.server.incident;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident that is to be opened.
 *
 * @param unit the unit that answers for it
 * @param marking null: amber
 * @param origin null: entered by hand
 * @param occurred when it happened, as far as one knows
 * @param detected when somebody noticed; null: now
 * @param affected units that it concerns beside the one that answers for it; null: none
 */
public record NewIncident(
        UUID unit,
        String title,
        @Nullable String summary,
        IncidentSeverity severity,
        IncidentCategory category,
        @Nullable TrafficLight marking,
        boolean drill,
        @Nullable Origin origin,
        @Nullable Instant occurred,
        @Nullable Instant detected,
        @Nullable Set<UUID> affected) {
    public NewIncident {
        IncidentTexts.requireTitle(title);
        summary = Objects.requireNonNullElse(summary, "");
        IncidentTexts.requireText("summary", summary);
        marking = Objects.requireNonNullElse(marking, TrafficLight.AMBER);
        origin = Objects.requireNonNullElse(origin, Origin.BY_HAND);
        affected = affected == null ? Set.of() : Set.copyOf(affected);
        if (detected != null) {
            IncidentTexts.requireOrder(occurred, detected);
        }
    }

    /** One that another room opens: what is known at once. */
    public static NewIncident from(
            Origin origin, UUID unit, String title, IncidentSeverity severity, IncidentCategory category) {
        return new NewIncident(unit, title, "", severity, category, null, false, origin, null, null, null);
    }
}
