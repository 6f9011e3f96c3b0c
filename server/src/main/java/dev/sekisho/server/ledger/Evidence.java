package dev.sekisho.server.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and matters.
 *
 * @param kind what happened, such as {@code unit.added}; also the key of its name in the texts, behind {@code evidence.}
 * @param unit the unit to which it belongs, which decides who may see it
 * @param subject the id of the thing to which it happened, if there is one
 * @param facts what else is to be known, as texts; may be personal, since only a salted digest enters the log
 */
public record Evidence(String kind, UUID unit, @Nullable UUID subject, Map<String, String> facts) {
    public Evidence {
        if (!kind.matches("[a-z]+(\\.[a-zA-Z]+)+")) {
            throw new IllegalArgumentException("a kind of evidence is named like unit.added, but is \"" + kind + "\"");
        }
        facts = Map.copyOf(new TreeMap<>(facts));
    }
}
