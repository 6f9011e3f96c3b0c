package dev.sekisho.veil.conversion;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.proof.Ciphertext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows of one service, schema and slot, signed by the transcryptor that sends them to the service.
 *
 * <p>On the wire: version (1) ‖ kind (1) ‖ schema (2) ‖ key epoch (4) ‖ slot (4) ‖ LP(service) ‖ transcryptor (1) ‖ rows (4) ‖
 * columns (2) ‖ LP(name) for each ‖ rows, 64 bytes for the pseudonym and for each column ‖ Ed25519 signature (64).
 *
 * @param schema the schema's number
 * @param keyEpoch the key epoch
 * @param slot the slot
 * @param service the service's name
 * @param transcryptor the sender's position
 * @param columns the names of the columns
 * @param rows the rows, shuffled; their record digests are all empty
 */
public record RowBatch(
        int schema, int keyEpoch, int slot, String service, int transcryptor, List<String> columns, List<Row> rows) {
    /** The most rows of a batch. */
    public static final int MOST_ROWS = 1 << 16;

    private static final int VERSION = 1;
    private static final int KIND_FOR_SERVICE = 1;

    /** Copies the lists. */
    public RowBatch {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The bytes on the wire, signed. */
    public byte[] encode(SigningKey key) {
        Octets out = new Octets()
                .i1(VERSION)
                .i1(KIND_FOR_SERVICE)
                .i2(schema)
                .i4(keyEpoch)
                .i4(slot)
                .name(service)
                .i1(transcryptor)
                .i4(rows.size())
                .i2(columns.size());
        columns.forEach(out::name);
        for (Row row : rows) {
            append(out, row.identity());
            row.columns().forEach(column -> append(out, column));
        }
        byte[] body = out.toBytes();
        return out.raw(key.sign(body)).toBytes();
    }

    private static void append(Octets out, Ciphertext ciphertext) {
        out.element(ciphertext.randomness()).element(ciphertext.payload());
    }

    /** Reads a batch; empty if the signature is not that of the key, or the bytes are no batch. */
    public static Optional<RowBatch> decode(byte[] bytes, ByteString publicKey) {
        int length = bytes.length - SigningKey.SIGNATURE_BYTES;
        if (length < 0
                || !SigningKey.verifies(
                        publicKey.toBytes(),
                        Arrays.copyOf(bytes, length),
                        Arrays.copyOfRange(bytes, length, bytes.length))) {
            return Optional.empty();
        }
        return parse(Arrays.copyOf(bytes, length));
    }

    /** Reads what is signed. */
    static Optional<RowBatch> parse(byte[] body) {
        OctetReader in = new OctetReader(body);
        if (in.i1() != VERSION || in.i1() != KIND_FOR_SERVICE) {
            return Optional.empty();
        }
        int schema = in.i2();
        int keyEpoch = in.i4();
        int slot = in.i4();
        String service = in.name();
        int transcryptor = in.i1();
        int rowCount = in.count(in.i4(), Ciphertext.BYTES);
        int columnCount = in.count(in.i2(), 2);
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < columnCount && !in.failed(); i++) {
            columns.add(in.name());
        }
        if (in.failed()
                || rowCount > MOST_ROWS
                || in.left() != (long) rowCount * Ciphertext.BYTES * (1 + columnCount)) {
            return Optional.empty();
        }
        List<Row> rows = new ArrayList<>(rowCount);
        for (int i = 0; i < rowCount && !in.failed(); i++) {
            Ciphertext identity = ciphertext(in);
            List<Ciphertext> row = new ArrayList<>(columnCount);
            for (int c = 0; c < columnCount; c++) {
                row.add(ciphertext(in));
            }
            rows.add(new Row(ByteString.EMPTY, identity, row));
        }
        return in.complete()
                ? Optional.of(new RowBatch(schema, keyEpoch, slot, service, transcryptor, columns, rows))
                : Optional.empty();
    }

    private static Ciphertext ciphertext(OctetReader in) {
        Ciphertext ciphertext = new Ciphertext(in.element(), in.element());
        if (ciphertext.randomness().isIdentity()) {
            in.fail();
        }
        return ciphertext;
    }
}
