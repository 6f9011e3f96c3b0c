package dev.sekisho.veil.directory;

import dev.sekisho.veil.proof.EqualityPurpose;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.Statement;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.List;

/**
 * One party's step in building a key that nobody knows the secret of: it multiplies what came before by a secret of its own,
 * and proves that it is the secret behind its commitment.
 *
 * @param share w G
 * @param key w times the key before
 * @param proof that both have the same logarithm w
 */
public record ChainStep(Element share, Element key, Proof proof) {
    /** Takes a step. */
    public static ChainStep take(EqualityPurpose purpose, Element before, Scalar secret, ProofMaker maker) {
        Element share = Element.GENERATOR.times(secret);
        Element key = before.times(secret);
        Statement claim = Statements.equalLogarithms(purpose, Element.GENERATOR, share, before, key);
        return new ChainStep(share, key, maker.prove(claim, List.of(secret)));
    }

    /** What the proof claims, after a key. */
    public Statement claim(EqualityPurpose purpose, Element before) {
        return Statements.equalLogarithms(purpose, Element.GENERATOR, share, before, key);
    }
}
