package dev.sekisho.server.incident;

import dev.sekisho.server.scope.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case of another system that is to be taken over with its history. Such a case has no tasks.
 *
 * @param reference its number there, by which it is known when it is handed in again
 * @param closed when it was closed; null: it is still open
 * @param closedBy by whom, as that system has it
 * @param outcome of a closed one; null: harm
 * @param entries its timeline, each with its time; null: none
 */
public record OldIncident(
        UUID unit,
        String reference,
        String title,
        @Nullable String summary,
        IncidentSeverity severity,
        IncidentCategory category,
        @Nullable TrafficLight marking,
        boolean drill,
        @Nullable ResponsePhase phase,
        @Nullable Instant occurred,
        Instant detected,
        @Nullable Instant closed,
        @Nullable String closedBy,
        @Nullable IncidentOutcome outcome,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        @Nullable String rootCause,
        @Nullable String lessons,
        @Nullable List<NewEntry> entries) {
    /** Stands where an old case says nothing of its cause or of what was learned. */
    static final String UNKNOWN = "–";

    private static final int MOST_ENTRIES = 1000;

    public OldIncident {
        if (reference.isBlank()) {
            throw Refusal.invalid("reference", "incident.invalid.empty");
        }
        IncidentTexts.requireTitle(title);
        summary = Objects.requireNonNullElse(summary, "");
        IncidentTexts.requireText("summary", summary);
        marking = Objects.requireNonNullElse(marking, TrafficLight.AMBER);
        IncidentTexts.requireOrder(occurred, detected);
        if (closed != null && closed.isBefore(detected)) {
            throw Refusal.invalid("closed", "incident.invalid.closed");
        }
        currency = Objects.requireNonNullElse(currency, "JPY");
        IncidentTexts.requireCost(cost, currency);
        rootCause = Objects.requireNonNullElse(rootCause, closed == null ? "" : UNKNOWN);
        lessons = Objects.requireNonNullElse(lessons, closed == null ? "" : UNKNOWN);
        IncidentTexts.requireText("rootCause", rootCause);
        IncidentTexts.requireText("lessons", lessons);
        if (closed != null) {
            IncidentTexts.requireSomeText("rootCause", rootCause);
            IncidentTexts.requireSomeText("lessons", lessons);
            outcome = Objects.requireNonNullElse(outcome, IncidentOutcome.HARM);
            phase = ResponsePhase.LEARN;
        } else {
            outcome = null;
            phase = Objects.requireNonNullElse(phase, ResponsePhase.IDENTIFY);
        }
        entries = entries == null ? List.of() : List.copyOf(entries);
        if (entries.size() > MOST_ENTRIES) {
            throw Refusal.invalid("entries", "incident.invalid.many", MOST_ENTRIES, entries.size());
        }
    }
}
