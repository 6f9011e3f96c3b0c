package dev.sekisho.veil.record;

import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.FieldForm;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.ElementTable;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.List;

/**
 * A user's identity: a random number x, never derived from a name, and U = x G. It never leaves the user's devices.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Household {
    private final Scalar secret;
    private final Element identity;

    private Household(Scalar secret) {
        this.secret = secret;
        this.identity = ElementTable.ofGenerator().times(secret);
    }

    /** A new identity. */
    public static Household random(RandomBytes random) {
        return new Household(Scalar.random(random));
    }

    /** The identity of a kept secret. */
    public static Household ofSecret(Scalar secret) {
        if (secret.isZero()) {
            throw new IllegalArgumentException("an identity's secret must not be zero");
        }
        return new Household(secret);
    }

    /** U, which enrolment stores. */
    public Element identity() {
        return identity;
    }

    /** The secret x, for keeping it. */
    public Scalar secret() {
        return secret;
    }

    /** Proves to enrolment that the secret of U is known; bound to enrolment's nonce of 32 bytes. */
    public Proof enrol(byte[] nonce, ProofMaker maker) {
        return maker.prove(Statements.enrolment(nonce, identity), List.of(secret));
    }

    /** The pseudonym of this identity at a service: P_j = x S_j. Nobody is asked for it and nobody notices. */
    public Element pseudonym(Directory directory, String service) {
        return directory.service(service).pseudonymKey().times(secret);
    }

    /** The pseudonym under a pseudonym key. */
    public Element pseudonym(Element pseudonymKey) {
        return pseudonymKey.times(secret);
    }

    @Override
    public String toString() {
        return "Household (secret)";
    }

    /** Whether a value is of the form that a field asks for. */
    static boolean fits(FieldForm form, FieldValue value) {
        return switch (form) {
            case NUMBER -> value instanceof FieldValue.Quantity;
            case TEXT -> value instanceof FieldValue.Text;
            case KEY -> value instanceof FieldValue.Key;
        };
    }
}
