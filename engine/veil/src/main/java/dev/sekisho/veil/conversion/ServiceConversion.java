package dev.sekisho.veil.conversion;

import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.ServiceListing;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.proof.Ciphertext;
import dev.sekisho.veil.proof.ConversionContext;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.ElementTable;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One transcryptor's conversion for one service and schema in one key epoch.
 *
 * <pre>
 * identity:  B' = (s/k) B + r G     C' = s C + r Y_out
 * field:     B' = (1/k) B + r G     C' = C + r Y_out
 * masked:    B' = r G               C' = M* + r Y_out
 * </pre>
 *
 * <p>Every r is fresh and not zero. Most results are computed by half, with s, s/k, 1/k and r halved modulo the order, and
 * doubled while they are encoded, all of a call together ({@link Element#doubles}); a field's C' is not, because C enters
 * without a factor. Takes time that depends on no factor. Immutable and safe for use by several threads.
 */
public final class ServiceConversion {
    private static final int MOST_DRAWS = 8;

    private final List<String> columns;
    private final ConversionContext identityContext;
    private final List<ConversionContext> contexts = new ArrayList<>();
    private final Scalar s;
    private final Scalar a;
    private final Scalar halfS;
    private final Scalar halfA;
    private final ElementTable identityKey;
    private final List<Scalar> inverses = new ArrayList<>();
    private final List<Scalar> halfInverses = new ArrayList<>();
    private final List<ElementTable> keys = new ArrayList<>();
    private final Element halfMarker;

    /** The conversion that a transcryptor's secrets and a directory give. */
    public ServiceConversion(TranscryptorSecrets secrets, Directory directory, String service, int schema) {
        ServiceListing listing = directory.service(service);
        int step = secrets.position() - 1;
        this.columns = directory.columns(service, schema);
        this.s = secrets.pseudonymFactor(service, directory.domainEpoch());
        Scalar k = secrets.rekeyFactor(service, Schema.IDENTITY, directory.keyEpoch());
        this.a = s.times(k.inverted());
        this.halfS = s.halved();
        this.halfA = a.halved();
        Map<String, ConversionContext> made = new HashMap<>();
        for (String purpose : listing.keySteps().keySet()) {
            made.put(purpose, context(listing, directory, secrets.position(), purpose));
        }
        this.identityContext = java.util.Objects.requireNonNull(made.get(Schema.IDENTITY));
        this.identityKey =
                ElementTable.ofKey(listing.steps(Schema.IDENTITY).get(step).key());
        for (String column : columns) {
            Scalar inverse =
                    secrets.rekeyFactor(service, column, directory.keyEpoch()).inverted();
            inverses.add(inverse);
            halfInverses.add(inverse.halved());
            keys.add(ElementTable.ofKey(listing.steps(column).get(step).key()));
            contexts.add(java.util.Objects.requireNonNull(made.get(column)));
        }
        this.halfMarker = FieldValue.MARKER.times(Scalar.ONE.halved());
    }

    /** The public side of a transcryptor's conversion for a purpose. */
    public static ConversionContext context(
            ServiceListing listing, Directory directory, int transcryptor, String purpose) {
        int step = transcryptor - 1;
        return new ConversionContext(
                listing.name(),
                purpose,
                directory.keyEpoch(),
                transcryptor,
                listing.pseudonymSteps().get(step).step().share(),
                listing.steps(purpose).get(step).share(),
                listing.steps(purpose).get(step).key());
    }

    /** The columns of the service's rows. */
    public List<String> columns() {
        return columns;
    }

    /** Converts rows; their order stays. */
    public List<ConvertedRow> convert(List<InputRow> rows, RandomBytes random) {
        return convert(rows, () -> Scalar.random(random));
    }

    /** Converts rows with half of each r from a given source. */
    List<ConvertedRow> convert(List<InputRow> rows, java.util.function.Supplier<Scalar> halfRandomness) {
        List<PendingRow> pending = new ArrayList<>(rows.size());
        List<Element> halves = new ArrayList<>();
        for (InputRow row : rows) {
            PendingRow made = start(row, halfRandomness);
            pending.add(made);
            halves.addAll(made.halves);
        }
        List<Element> doubles = Element.doubles(halves);
        List<ConvertedRow> converted = new ArrayList<>(rows.size());
        int from = 0;
        for (PendingRow made : pending) {
            converted.add(made.finish(doubles.subList(from, from + made.halves.size())));
            from += made.halves.size();
        }
        return converted;
    }

    private PendingRow start(InputRow row, java.util.function.Supplier<Scalar> halfRandomness) {
        if (row.columns().size() != columns.size()) {
            throw new IllegalArgumentException("the service's rows have " + columns.size()
                    + " columns, but this one has " + row.columns().size());
        }
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            PendingRow pending = new PendingRow(row);
            // a table pays where the columns are under the record's one randomness too
            ElementTable shared = sharesRandomness(row)
                    ? ElementTable.ofMoment(row.identity().randomness())
                    : ElementTable.ofOneUse(row.identity().randomness());
            pending.convertIdentity(shared, halfRandomness.get());
            for (int i = 0; i < columns.size(); i++) {
                Ciphertext column = row.columns().get(i);
                if (column == null) {
                    pending.mask(i, halfRandomness.get());
                } else {
                    pending.convertField(i, column, shared, halfRandomness.get());
                }
            }
            if (!pending.hasIdentityElement()) {
                return pending;
            }
        }
        throw new IllegalStateException("the random source gives the same again and again; replace it");
    }

    @SuppressWarnings("ReferenceEquality") // the very same object stands for "under the record's one randomness"
    private static boolean sharesRandomness(InputRow row) {
        for (Ciphertext column : row.columns()) {
            if (column != null && column.randomness() == row.identity().randomness()) {
                return true;
            }
        }
        return false;
    }

    /** What a proof for the identity is about. */
    public ConversionContext identityContext() {
        return identityContext;
    }

    /** What a proof for a column is about. */
    public ConversionContext columnContext(int column) {
        return contexts.get(column);
    }

    /** s/k and s: the first numbers of an identity's proof. Secret. */
    List<Scalar> identityFactors() {
        return List.of(a, s);
    }

    /** 1/k of a column: the first number of its proof. Secret. */
    Scalar columnFactor(int column) {
        return inverses.get(column);
    }

    /** Tables for the keys that proofs are made with. */
    List<ElementTable> tables() {
        List<ElementTable> tables = new ArrayList<>(keys);
        tables.add(identityKey);
        return tables;
    }

    @Override
    public String toString() {
        return "ServiceConversion (secret) for " + identityContext.service();
    }

    /** A row whose elements are computed, by half or whole, and not yet encoded. */
    private final class PendingRow {
        private final InputRow input;
        private final List<Element> halves = new ArrayList<>();
        private final List<@Nullable Element> wholePayloads = new ArrayList<>();
        private final List<Scalar> randomness = new ArrayList<>();

        PendingRow(InputRow input) {
            this.input = input;
        }

        void convertIdentity(ElementTable shared, Scalar halfR) {
            halves.add(shared.times(halfA).plus(ElementTable.ofGenerator().times(halfR)));
            halves.add(input.identity().payload().times(halfS).plus(identityKey.times(halfR)));
            randomness.add(halfR.plus(halfR));
        }

        @SuppressWarnings("ReferenceEquality") // the very same object stands for "under the record's one randomness"
        void convertField(int column, Ciphertext in, ElementTable shared, Scalar halfR) {
            Scalar factor = halfInverses.get(column);
            Element product = in.randomness() == shared.element()
                    ? shared.times(factor)
                    : in.randomness().times(factor);
            halves.add(product.plus(ElementTable.ofGenerator().times(halfR)));
            wholePayloads.add(in.payload().plus(keys.get(column).times(halfR).twice()));
            randomness.add(halfR.plus(halfR));
        }

        void mask(int column, Scalar halfR) {
            halves.add(ElementTable.ofGenerator().times(halfR));
            halves.add(halfMarker.plus(keys.get(column).times(halfR)));
            wholePayloads.add(null);
            randomness.add(halfR.plus(halfR));
        }

        boolean hasIdentityElement() {
            for (Element half : halves) {
                if (half.isIdentity()) {
                    return true;
                }
            }
            for (Element whole : wholePayloads) {
                if (whole != null && whole.isIdentity()) {
                    return true;
                }
            }
            return false;
        }

        ConvertedRow finish(List<Element> doubles) {
            Ciphertext identity = new Ciphertext(doubles.get(0), doubles.get(1));
            List<Ciphertext> out = new ArrayList<>(wholePayloads.size());
            int next = 2;
            for (Element whole : wholePayloads) {
                Element randomnessOut = doubles.get(next++);
                out.add(new Ciphertext(randomnessOut, whole == null ? doubles.get(next++) : whole));
            }
            return new ConvertedRow(input, new Row(input.recordDigest(), identity, out), randomness);
        }
    }
}
