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
    private static final int MOST_FACTS = 50;

    public Evidence {
        if (!kind.matches("[a-z]+(\\.[a-zA-Z]+)+")) {
            throw new IllegalArgumentException("a kind of evidence is named like unit.added, but is \"" + kind + "\"");
        }
        for (String name : facts.keySet()) {
            if (!name.matches("[a-z][a-zA-Z0-9]{0,39}")) {
                throw new IllegalArgumentException(
                        "a fact is named by up to 40 letters and digits, a small letter first, but is \"" + name
                                + "\"");
            }
        }
        if (facts.size() > MOST_FACTS) {
            throw new IllegalArgumentException("evidence has at most 50 facts, but this has " + facts.size());
        }
        facts = Map.copyOf(new TreeMap<>(facts));
    }
}
