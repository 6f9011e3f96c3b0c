package dev.sekisho.veil.proof;

import dev.sekisho.veil.hash.HashLabel;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.ristretto.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A claim to know numbers w1, w2, … that satisfy some linear equations between elements, each of the form {@code P = w_a A +
 * w_b B + …}. All proofs of Veil are of this shape (Maurer: Unifying zero-knowledge proofs of knowledge, 2009).
 *
 * <p>Announced is {@code T = t_a A + t_b B + …} for each equation; the challenge is {@code c = H_label(public values ‖ T1 ‖
 * T2 ‖ …)}; the response for each number is {@code z = t + c w}.
 *
 * <p>Not safe for use by several threads while being put together.
 */
public final class Statement {
    private final HashLabel label;
    private final byte[] publicValues;
    private final int witnesses;
    private final List<Equation> equations = new ArrayList<>();

    /**
     * A claim without equations yet.
     *
     * @param label separates proofs of different kinds
     * @param publicValues everything the challenge must depend on, the announcements excepted
     * @param witnesses how many numbers the prover claims to know
     */
    public Statement(HashLabel label, Octets publicValues, int witnesses) {
        this.label = label;
        this.publicValues = publicValues.toBytes();
        this.witnesses = witnesses;
    }

    /** Adds {@code result = w * base}. */
    public Statement where(Element result, int witness, Element base) {
        return where(result, List.of(new Term(witness, base)));
    }

    /** Adds {@code result = w1 * base1 + w2 * base2}. */
    public Statement where(Element result, int first, Element firstBase, int second, Element secondBase) {
        return where(result, List.of(new Term(first, firstBase), new Term(second, secondBase)));
    }

    private Statement where(Element result, List<Term> terms) {
        for (Term term : terms) {
            if (term.witness < 0 || term.witness >= witnesses) {
                throw new IllegalArgumentException(
                        "there are " + witnesses + " numbers, but the equation names number " + term.witness);
            }
        }
        equations.add(new Equation(result, terms));
        return this;
    }

    /** How many numbers are claimed to be known. */
    public int witnesses() {
        return witnesses;
    }

    /** The equations, in the order of their announcements. */
    public List<Equation> equations() {
        return Collections.unmodifiableList(equations);
    }

    byte[] publicValues() {
        return publicValues;
    }

    /** The challenge for announcements. */
    public dev.sekisho.veil.ristretto.Scalar challenge(List<Element> announcements) {
        return label.hash(new Octets().raw(publicValues).elements(announcements).toBytes());
    }

    /**
     * One equation.
     *
     * @param result its left side
     * @param terms the products that it is the sum of
     */
    public record Equation(Element result, List<Term> terms) {
        /** Copies the terms. */
        public Equation {
            terms = List.copyOf(terms);
        }
    }

    /**
     * One product.
     *
     * @param witness the position of the number
     * @param base what it multiplies
     */
    public record Term(int witness, Element base) {}
}
