package dev.sekisho.server.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Evidence as its page shows it.
 *
 * @param id names it in addresses
 * @param kind what happened, in the reader's language
 * @param unit what the unit is called
 * @param subject the id of the thing to which it happened, if there is one
 * @param place in the log, null while it waits for one
 */
public record EvidenceView(
        String id,
        Instant recorded,
        String actor,
        String kind,
        String unit,
        @Nullable String subject,
        SortedMap<String, String> facts,
        @Nullable Long place,
        ProofState state) {
    public EvidenceView {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    static EvidenceView of(SealedEvidence evidence, String kind, String unit, ProofState state) {
        return new EvidenceView(
                evidence.id().toString(),
                evidence.recorded(),
                evidence.actor(),
                kind,
                unit,
                evidence.subject() == null ? null : evidence.subject().toString(),
                new TreeMap<>(Map.copyOf(evidence.facts())),
                evidence.place(),
                state);
    }
}
