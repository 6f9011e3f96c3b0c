package dev.sekisho.veil.check;

import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.Statement;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.variabletime.PublicKeyTable;
import dev.sekisho.veil.variabletime.PublicSum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks proofs. The announcements are not sent: they are recomputed from challenge and responses, and must hash to the
 * challenge. Safe for use by several threads.
 */
public final class ProofCheck {
    private final Map<Element, PublicKeyTable> tables;

    /** A check with tables for keys that occur in many proofs; the generator's is always there. */
    public ProofCheck(Collection<Element> keys) {
        Map<Element, PublicKeyTable> made = new HashMap<>();
        for (Element key : keys) {
            made.computeIfAbsent(key, PublicKeyTable::new);
        }
        made.put(Element.GENERATOR, PublicKeyTable.ofGenerator());
        this.tables = Map.copyOf(made);
    }

    /** Whether a proof proves a statement. */
    public boolean proves(Statement statement, Proof proof) {
        if (proof.responses().size() != statement.witnesses()) {
            return false;
        }
        List<Element> announcements = new ArrayList<>();
        for (Statement.Equation equation : statement.equations()) {
            PublicSum sum = new PublicSum();
            for (Statement.Term term : equation.terms()) {
                add(sum, proof.responses().get(term.witness()), term.base());
            }
            add(sum, proof.challenge().negated(), equation.result());
            announcements.add(sum.value());
        }
        return statement.challenge(announcements).equals(proof.challenge().value());
    }

    private void add(PublicSum sum, PublicScalar scalar, Element element) {
        PublicKeyTable table = tables.get(element);
        if (table == null) {
            sum.plus(scalar, element);
        } else {
            sum.plus(scalar, table);
        }
    }
}
