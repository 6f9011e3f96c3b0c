package dev.sekisho.server.incident;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident.
 *
 * @param number what people call it
 * @param unit the unit that answers for it
 * @param marking to whom it may be passed on
 * @param outcome what it turned out to be; null while it is open
 * @param drill whether it is only practised
 * @param occurred when it happened, as far as one knows
 * @param detected when somebody noticed
 * @param cost what it cost, in {@code currency} (ISO 4217); null if nobody has said
 * @param lead who leads the response now; null: nobody
 * @param version grows with every change; the entity tag of the API
 */
public record Incident(
        UUID id,
        long number,
        UUID unit,
        String title,
        String summary,
        IncidentSeverity severity,
        IncidentCategory category,
        TrafficLight marking,
        ResponsePhase phase,
        IncidentState state,
        @Nullable IncidentOutcome outcome,
        boolean drill,
        String originKind,
        String originReference,
        @Nullable Instant occurred,
        Instant detected,
        Instant opened,
        String openedBy,
        @Nullable Instant closed,
        @Nullable String closedBy,
        @Nullable BigDecimal cost,
        String currency,
        String rootCause,
        String lessons,
        @Nullable String lead,
        int version) {
    /** The number as people write it. */
    public String label() {
        return "INC-" + number;
    }

    public boolean isOpen() {
        return state == IncidentState.OPEN;
    }
}
