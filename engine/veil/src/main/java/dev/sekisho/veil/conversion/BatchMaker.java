package dev.sekisho.veil.conversion;

import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.ServiceListing;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes batches that say as little as possible: rows in an order that nobody can undo, and no batch smaller than a minimum.
 */
public final class BatchMaker {
    /** The fewest rows of a batch; what is missing is filled with dummies. */
    public static final int FEWEST_ROWS = 16;

    private final RandomBytes random;

    /** A maker with a random source, which has to be a good one. */
    public BatchMaker(RandomBytes random) {
        this.random = random;
    }

    /** A batch of rows for a service. */
    public RowBatch make(Directory directory, String service, int schema, int slot, int transcryptor, List<Row> rows) {
        List<Row> all = new ArrayList<>(rows.size());
        for (Row row : rows) {
            all.add(new Row(ByteString.EMPTY, row.identity(), row.columns()));
        }
        List<String> columns = directory.columns(service, schema);
        while (all.size() < FEWEST_ROWS) {
            all.add(dummy(directory.service(service), columns));
        }
        shuffle(all);
        return new RowBatch(schema, directory.keyEpoch(), slot, service, transcryptor, columns, all);
    }

    /** A row that only the service can tell from others: a random identity, and the marker in every column. */
    private Row dummy(ServiceListing service, List<String> columns) {
        Ciphertext identity =
                Ciphertext.encrypt(Element.random(random), service.key(Schema.IDENTITY), Scalar.random(random));
        List<Ciphertext> markers = new ArrayList<>();
        for (String column : columns) {
            markers.add(Ciphertext.encrypt(FieldValue.MARKER, service.key(column), Scalar.random(random)));
        }
        return new Row(ByteString.EMPTY, identity, markers);
    }

    /** Fisher and Yates's shuffle: every order is equally likely. */
    <T> void shuffle(List<T> items) {
        for (int i = items.size() - 1; i > 0; i--) {
            int j = below(i + 1);
            T swap = items.get(i);
            items.set(i, items.get(j));
            items.set(j, swap);
        }
    }

    /** A uniform number below a bound, by drawing again what would favour some. */
    private int below(int bound) {
        byte[] bytes = new byte[4];
        long limit = (1L << 32) / bound * bound;
        while (true) {
            random.fill(bytes);
            long value = 0;
            for (byte each : bytes) {
                value = (value << 8) | (each & 0xff);
            }
            if (value < limit) {
                return (int) (value % bound);
            }
        }
    }
}
