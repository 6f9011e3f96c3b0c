package dev.sekisho.server.ledger;

import dev.sekisho.ledger.entry.Entry;
import dev.sekisho.ledger.entry.EntrySalt;
import dev.sekisho.ledger.entry.Opening;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as it was recorded, with the salt that makes its entry.
 *
 * @param place in the log, null while it waits for one
 */
record SealedEvidence(
        UUID id,
        Instant recorded,
        UUID account,
        String actor,
        String kind,
        UUID unit,
        @Nullable UUID subject,
        Map<String, String> facts,
        EntrySalt salt,
        @Nullable Long place) {
    /** Before the name of a fact in the log, so that none can be taken for who acted or for what. */
    private static final String FACT = "fact.";

    /** What the entry says with digests alone. */
    SortedMap<String, String> values() {
        SortedMap<String, String> values = new TreeMap<>();
        values.put("account", account.toString());
        values.put("actor", actor);
        if (subject != null) {
            values.put("subject", subject.toString());
        }
        facts.forEach((name, value) -> values.put(FACT + name, value));
        return Collections.unmodifiableSortedMap(values);
    }

    /** What stands in the log, or will stand there. */
    Entry entry() {
        return Entry.seal(id, recorded, unit, kind, values(), salt);
    }

    /** The values with the salts that prove them. */
    Opening opening() {
        return Opening.of(entry(), values(), salt);
    }
}
