package dev.sekisho.server.incident;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the timeline.
 *
 * @param occurred when it was
 * @param recorded when it was written down
 * @param change of a {@link EntryKind#CHANGE} the key of what changed, behind {@code incident.change.}; {@code text} is what
 *     it became
 * @param counterpart with whom, of a {@link EntryKind#COMMUNICATION}
 */
public record Entry(
        UUID id,
        EntryKind kind,
        Instant occurred,
        Instant recorded,
        String actor,
        String text,
        @Nullable String change,
        @Nullable CommunicationChannel channel,
        @Nullable CommunicationDirection direction,
        @Nullable String counterpart) {}
