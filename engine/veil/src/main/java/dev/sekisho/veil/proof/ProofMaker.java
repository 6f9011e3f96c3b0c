package dev.sekisho.veil.proof;

import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.ElementTable;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes proofs, in time that does not depend on the secrets. Safe for use by several threads.
 */
public final class ProofMaker {
    private final ProofNonces nonces;
    private final Map<Element, ElementTable> tables;

    private ProofMaker(ProofNonces nonces, Map<Element, ElementTable> tables) {
        this.nonces = nonces;
        this.tables = Map.copyOf(tables);
    }

    /** A maker that has a table for the generator alone. */
    public static ProofMaker of(RandomBytes random) {
        return of(ProofNonces.hedged(random), List.of());
    }

    /** A maker with tables for keys that occur in many proofs; the generator's is always there. */
    public static ProofMaker of(ProofNonces nonces, List<ElementTable> keys) {
        Map<Element, ElementTable> tables = new HashMap<>();
        tables.put(Element.GENERATOR, ElementTable.ofGenerator());
        keys.forEach(key -> tables.put(key.element(), key));
        return new ProofMaker(nonces, tables);
    }

    /**
     * Proves a statement.
     *
     * @param witnesses the numbers, in the statement's order
     * @throws IllegalArgumentException if their count is not the statement's
     */
    public Proof prove(Statement statement, List<Scalar> witnesses) {
        if (witnesses.size() != statement.witnesses()) {
            throw new IllegalArgumentException(
                    "the statement is about " + statement.witnesses() + " numbers, but there are " + witnesses.size());
        }
        List<Scalar> hidden = new ArrayList<>();
        for (int i = 0; i < witnesses.size(); i++) {
            hidden.add(nonces.nonce(witnesses, statement.publicValues(), i));
        }
        List<Element> announcements = new ArrayList<>();
        for (Statement.Equation equation : statement.equations()) {
            Element announcement = Element.IDENTITY;
            for (Statement.Term term : equation.terms()) {
                announcement = announcement.plus(times(term.base(), hidden.get(term.witness())));
            }
            announcements.add(announcement);
        }
        Scalar challenge = statement.challenge(announcements);
        List<PublicScalar> responses = new ArrayList<>();
        for (int i = 0; i < witnesses.size(); i++) {
            responses.add(new PublicScalar(challenge.timesPlus(witnesses.get(i), hidden.get(i))));
            hidden.get(i).destroy();
        }
        return new Proof(new PublicScalar(challenge), responses);
    }

    private Element times(Element base, Scalar scalar) {
        ElementTable table = tables.get(base);
        return table == null ? base.times(scalar) : table.times(scalar);
    }
}
