package dev.sekisho.server.incident;

import dev.sekisho.server.scope.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry that is to be written.
 *
 * @param occurred null: now
 * @param channel of a communication: how, as direction and counterpart; null of all others
 */
public record NewEntry(
        EntryKind kind,
        @Nullable Instant occurred,
        String text,
        @Nullable CommunicationChannel channel,
        @Nullable CommunicationDirection direction,
        @Nullable String counterpart) {
    private static final int LONGEST_COUNTERPART = 200;

    public NewEntry {
        if (kind == EntryKind.CHANGE) {
            throw Refusal.invalid("kind", "incident.invalid.kind");
        }
        IncidentTexts.requireSomeText("text", text);
        if (kind == EntryKind.COMMUNICATION) {
            if (channel == null || direction == null || counterpart == null || counterpart.isBlank()) {
                throw Refusal.invalid("counterpart", "incident.invalid.communication");
            }
            if (counterpart.length() > LONGEST_COUNTERPART) {
                throw Refusal.invalid("counterpart", "incident.invalid.counterpart", LONGEST_COUNTERPART);
            }
        } else {
            channel = null;
            direction = null;
            counterpart = null;
        }
    }

    /** Something that is known. */
    public static NewEntry fact(String text) {
        return new NewEntry(EntryKind.FACT, null, text, null, null, null);
    }
}
