package dev.sekisho.veil.access;

import dev.sekisho.veil.check.ProofCheck;
import dev.sekisho.veil.proof.EqualityPurpose;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.Statement;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.record.Household;
import dev.sekisho.veil.ristretto.Element;
import java.util.List;

/**
 * A user's proof that his pseudonyms of two domain epochs belong together, for a service whose pseudonym key has changed.
 *
 * @param before the pseudonym under the old key
 * @param after the pseudonym under the new key
 * @param proof that both are of the same identity
 */
public record Migration(Element before, Element after, Proof proof) {
    /** Joins the histories of two pseudonyms. */
    public static Migration make(Household household, Element oldKey, Element newKey, ProofMaker maker) {
        Element before = household.pseudonym(oldKey);
        Element after = household.pseudonym(newKey);
        return new Migration(
                before, after, maker.prove(claim(oldKey, before, newKey, after), List.of(household.secret())));
    }

    /** Whether both pseudonyms are of the same identity. */
    public boolean holds(Element oldKey, Element newKey) {
        return !before.isIdentity()
                && !after.isIdentity()
                && new ProofCheck(List.of()).proves(claim(oldKey, before, newKey, after), proof);
    }

    private static Statement claim(Element oldKey, Element before, Element newKey, Element after) {
        return Statements.equalLogarithms(EqualityPurpose.MIGRATE, oldKey, before, newKey, after);
    }
}
