package dev.sekisho.veil.record;

import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.ProofNonces;
import dev.sekisho.veil.proof.Statements;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.ElementTable;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes records at the home gateway. Keeps tables for the keys of one directory; safe for use by several threads.
 */
public final class RecordMaker {
    private final Directory directory;
    private final byte[] digest;
    private final RandomBytes random;
    private final ProofMaker proofs;
    private final Map<String, ElementTable> keys = new HashMap<>();

    /** A maker for a directory that has been checked. */
    public RecordMaker(Directory directory, RandomBytes random) {
        this(directory, directory.digest(), random, ProofNonces.hedged(random));
    }

    RecordMaker(Directory directory, byte[] digest, RandomBytes random, ProofNonces nonces) {
        this.directory = directory;
        this.digest = digest;
        this.random = random;
        directory
                .purposeSteps()
                .keySet()
                .forEach(purpose -> keys.put(purpose, ElementTable.ofKey(directory.purposeKey(purpose))));
        this.proofs = ProofMaker.of(nonces, List.copyOf(keys.values()));
    }

    /**
     * Encrypts readings.
     *
     * @param values one value for each field of the schema, of the field's form
     * @throws IllegalArgumentException if a value is missing or of another form, or the schema is unknown
     */
    public SensorRecord make(Household household, RecordHeader header, List<FieldValue> values) {
        return make(household, header, values, Map.of(), new byte[0]);
    }

    /**
     * Encrypts readings, some fields under the household's own keys, with an extension.
     *
     * @param ownKeys the household's keys by field, for strict mode
     * @param extension the sealed handle and the bulk part, as the header's modes say
     */
    public SensorRecord make(
            Household household,
            RecordHeader header,
            List<FieldValue> values,
            Map<String, Element> ownKeys,
            byte[] extension) {
        return make(household, header, values, ownKeys, extension, Scalar.random(random));
    }

    SensorRecord make(
            Household household,
            RecordHeader header,
            List<FieldValue> values,
            Map<String, Element> ownKeys,
            byte[] extension,
            Scalar b) {
        Schema schema = directory
                .schema(header.schema())
                .orElseThrow(() -> new IllegalArgumentException("the directory has no schema " + header.schema()));
        if (values.size() != schema.fields().size()) {
            throw new IllegalArgumentException("schema " + schema.number() + " has "
                    + schema.fields().size() + " fields, but there are " + values.size() + " values");
        }
        Element randomness = ElementTable.ofGenerator().times(b);
        Element identity = household.identity().plus(key(Schema.IDENTITY).times(b));
        List<Element> fields = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Schema.Field field = schema.fields().get(i);
            if (!Household.fits(field.form(), values.get(i))) {
                throw new IllegalArgumentException(
                        "field \"" + field.name() + "\" takes a value of form " + field.form());
            }
            Element own = ownKeys.get(field.name());
            Element mask = own == null ? key(field.name()).times(b) : own.times(b);
            fields.add(values.get(i).element().plus(mask));
        }
        Element identityKey = key(Schema.IDENTITY).element();
        Proof proof = proofs.prove(
                Statements.record(header.encode(), digest, identityKey, randomness, identity, fields, extension),
                List.of(b, household.secret()));
        b.destroy();
        return new SensorRecord(header, randomness, identity, fields, proof, ByteString.of(extension));
    }

    private ElementTable key(String purpose) {
        ElementTable key = keys.get(purpose);
        if (key == null) {
            throw new IllegalArgumentException("the directory has no key for \"" + purpose + "\"");
        }
        return key;
    }

    /** The bytes of an extension of both modes: the sealed handle, then the bulk part. */
    public static byte[] extension(byte[] sealedHandle, byte[] bulk) {
        return new Octets().raw(sealedHandle).raw(bulk).toBytes();
    }
}
