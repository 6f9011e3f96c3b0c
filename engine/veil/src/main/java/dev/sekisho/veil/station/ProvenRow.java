package dev.sekisho.veil.station;

import dev.sekisho.veil.conversion.Row;
import dev.sekisho.veil.conversion.RowProof;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.ristretto.PublicScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one transcryptor hands to the next: the record, its own row for one service, and the proof that the one was made from
 * the other.
 *
 * <p>On the wire: LP(service) ‖ length of the record (2) ‖ record ‖ columns (1) ‖ pseudonym (64) ‖ columns (64 each) ‖ proof of
 * the pseudonym (128) ‖ for each column: responses of its proof (1): 2 if converted, 1 if masked ‖ proof.
 *
 * @param service the service
 * @param record the record's bytes
 * @param row the row
 * @param proof its proof
 */
public record ProvenRow(String service, ByteString record, Row row, RowProof proof) {
    private static final int IDENTITY_RESPONSES = 3;
    private static final int MOST_RESPONSES = 2;

    /** The bytes on the wire. */
    public byte[] encode() {
        Octets out = new Octets()
                .name(service)
                .counted(record.toBytes())
                .i1(row.columns().size());
        append(out, row.identity());
        row.columns().forEach(column -> append(out, column));
        out.raw(proof.identity().encode());
        proof.columns().forEach(each -> out.i1(each.responses().size()).raw(each.encode()));
        return out.toBytes();
    }

    private static void append(Octets out, Ciphertext ciphertext) {
        out.element(ciphertext.randomness()).element(ciphertext.payload());
    }

    /** Reads bytes from the wire; empty if they are no proven row. */
    public static Optional<ProvenRow> decode(byte[] bytes) {
        OctetReader in = new OctetReader(bytes);
        String service = in.name();
        ByteString record = ByteString.of(in.counted());
        int columnCount = in.count(in.i1(), 2 * Ciphertext.BYTES);
        Ciphertext identity = ciphertext(in);
        List<Ciphertext> columns = new ArrayList<>();
        for (int i = 0; i < columnCount && !in.failed(); i++) {
            columns.add(ciphertext(in));
        }
        Proof identityProof = proof(in, IDENTITY_RESPONSES);
        List<Proof> proofs = new ArrayList<>();
        for (int i = 0; i < columnCount && !in.failed(); i++) {
            int responses = in.i1();
            if (responses < 1 || responses > MOST_RESPONSES) {
                in.fail();
            } else {
                proofs.add(proof(in, responses));
            }
        }
        if (!in.complete()) {
            return Optional.empty();
        }
        ByteString digest = ByteString.of(Digests.sha256(record.toBytes()));
        return Optional.of(new ProvenRow(
                service, record, new Row(digest, identity, columns), new RowProof(identityProof, proofs)));
    }

    private static Ciphertext ciphertext(OctetReader in) {
        return new Ciphertext(in.element(), in.element());
    }

    private static Proof proof(OctetReader in, int responses) {
        PublicScalar challenge = in.scalar();
        List<PublicScalar> read = new ArrayList<>();
        for (int i = 0; i < responses; i++) {
            read.add(in.scalar());
        }
        return new Proof(challenge, read);
    }
}
