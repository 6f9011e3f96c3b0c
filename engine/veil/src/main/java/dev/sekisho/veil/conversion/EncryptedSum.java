package dev.sekisho.veil.conversion;

import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.record.SensorRecord;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sum of one field over many households, added while encrypted. One household that lies spoils it.
 *
 * <p>Not safe for use by several threads.
 */
public final class EncryptedSum {
    /** The fewest households of a sum: of fewer it would say too much about each. */
    public static final int FEWEST = 10;

    /** Sums stay below this; with values below 2^24 that is so for 256 households and more, depending on the values. */
    public static final long LIMIT = 1L << 32;

    private final int position;
    private final int keyEpoch;
    private final int schema;
    private int count;
    private @Nullable Ciphertext sum;

    /**
     * A sum without addends.
     *
     * @param position the field's position in the schema
     */
    public EncryptedSum(int schema, int position, int keyEpoch) {
        this.schema = schema;
        this.position = position;
        this.keyEpoch = keyEpoch;
    }

    /**
     * Adds a record's field.
     *
     * @throws IllegalArgumentException if the record is of another epoch or schema, or strict: its field is then under
     *     another key, and the sum would be noise
     */
    public void add(SensorRecord record) {
        if (record.header().keyEpoch() != keyEpoch
                || record.header().schema() != schema
                || record.header().strict()) {
            throw new IllegalArgumentException("a sum takes records of schema " + schema + " and key epoch " + keyEpoch
                    + " that are not strict, but this one has schema "
                    + record.header().schema() + " and key epoch "
                    + record.header().keyEpoch());
        }
        Ciphertext field = record.fieldCiphertext(position);
        Ciphertext before = sum;
        sum = before == null ? field : before.plus(field);
        count++;
    }

    /** How many households are in it. */
    public int count() {
        return count;
    }

    /**
     * The encrypted sum.
     *
     * @throws IllegalStateException if there are fewer than {@link #FEWEST} households in it
     */
    public Ciphertext value() {
        Ciphertext value = sum;
        if (value == null || count < FEWEST) {
            throw new IllegalStateException("a sum needs at least " + FEWEST + " households, but there are " + count);
        }
        return value;
    }

    /** A ciphertext of a number, and a public number added to what it holds. */
    public static Ciphertext plusPublic(Ciphertext in, int offset) {
        if (offset < 0 || offset >= FieldValue.Quantity.LIMIT) {
            throw new IllegalArgumentException("an offset must be between 0 and 16777215, but is " + offset);
        }
        return new Ciphertext(in.randomness(), in.payload().plus(Element.GENERATOR.times(Scalar.of(offset))));
    }

    /** Sums of ciphertexts under one key, without the rule about households: for digits of one household. */
    static Ciphertext of(List<Ciphertext> addends) {
        return addends.stream().reduce(Ciphertext::plus).orElseThrow();
    }
}
