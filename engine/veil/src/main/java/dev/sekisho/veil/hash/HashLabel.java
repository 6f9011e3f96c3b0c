package dev.sekisho.veil.hash;

import dev.sekisho.veil.ristretto.Scalar;

/**
 * What a hash to a scalar is for. Two uses never share a label, and a label never has two layouts of input: a changed layout
 * gets a new version in the tag.
 */
public enum HashLabel {
    /** Proof of knowledge of an identity's secret, at enrolment. */
    ENROL("Enrol"),
    /** Proof of knowledge of a pseudonym factor, in the directory. */
    DIRECTORY("Directory"),
    /** Signature of knowledge over a record. */
    RECORD("Record"),
    /** Conversion of one identity. */
    TRANSFORM_ID("TransformId"),
    /** Conversion of one field. */
    TRANSFORM_FIELD("TransformField"),
    /** Conversion of a batch of identities. */
    BATCH_ID("BatchId"),
    /** Conversion of a batch of one field. */
    BATCH_FIELD("BatchField"),
    /** Sign-in. */
    LOGIN("Login"),
    /** Nonces of proofs. */
    NONCE("Nonce"),
    /** Equality of two logarithms; the first input is the name of the purpose. */
    DLEQ("Dleq");

    private final String tag;

    HashLabel(String label) {
        this.tag = "SekishoVeilV1-ristretto255-SHA512-" + label;
    }

    /** The scalar that a message hashes to. */
    public Scalar hash(byte[] message) {
        return Scalar.ofUniformBytes(MessageExpansion.expand(message, tag));
    }
}
