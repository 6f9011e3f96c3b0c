package dev.sekisho.veil.record;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.Statement;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.ristretto.Element;
import java.util.List;

/**
 * A record: one household's encrypted identity and readings for one slot, under one randomness, with a signature of
 * knowledge over all of it.
 *
 * <p>On the wire: header (16) ‖ B (32) ‖ C_id (32) ‖ C_f for each field of the schema (32 each) ‖ c, z_b, z_x (96) ‖
 * extension (64 for strict mode, then 48 for bulk values).
 *
 * @param header the header
 * @param randomness B
 * @param identity C_id
 * @param fields C_f, in the schema's order
 * @param proof the signature of knowledge
 * @param extension what the modes add
 */
public record SensorRecord(
        RecordHeader header,
        Element randomness,
        Element identity,
        List<Element> fields,
        Proof proof,
        ByteString extension) {
    /** Bytes of the handle that strict mode seals for the first transcryptor. */
    public static final int SEALED_HANDLE_BYTES = 64;

    /** Bytes of a frame's id and of the epoch's signing key. */
    public static final int BULK_BYTES = 48;

    static final int RESPONSES = 2;

    /** Copies the fields and checks the extension's length. */
    public SensorRecord {
        fields = List.copyOf(fields);
        if (extension.length() != header.extensionBytes()) {
            throw new IllegalArgumentException("the modes of the header need an extension of " + header.extensionBytes()
                    + " bytes, but there are " + extension.length());
        }
    }

    /** Bytes of a record with such a header and so many fields. */
    public static int length(RecordHeader header, int fields) {
        return RecordHeader.BYTES + Element.BYTES * (2 + fields) + Proof.length(RESPONSES) + header.extensionBytes();
    }

    /** The bytes on the wire. */
    public byte[] encode() {
        return new Octets()
                .raw(header.encode())
                .element(randomness)
                .element(identity)
                .elements(fields)
                .raw(proof.encode())
                .raw(extension.toBytes())
                .toBytes();
    }

    /** SHA-256 of the bytes on the wire. */
    public ByteString digest() {
        return ByteString.of(Digests.sha256(encode()));
    }

    /** By what it is known again. */
    public ReplayMark mark() {
        return new ReplayMark(header.slot(), ByteString.of(proof.challenge().encode()));
    }

    /** What the proof claims. */
    public Statement statement(byte[] directoryDigest, Element identityKey) {
        return Statements.record(
                header.encode(), directoryDigest, identityKey, randomness, identity, fields, extension.toBytes());
    }

    /** The identity's ciphertext. */
    public Ciphertext identityCiphertext() {
        return new Ciphertext(randomness, identity);
    }

    /** A field's ciphertext. */
    public Ciphertext fieldCiphertext(int position) {
        return new Ciphertext(randomness, fields.get(position));
    }
}
