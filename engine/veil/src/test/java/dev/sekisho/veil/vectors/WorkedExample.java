package dev.sekisho.veil.vectors;

import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.EnrolmentSecrets;
import dev.sekisho.veil.directory.FieldForm;
import dev.sekisho.veil.directory.KeyCeremony;
import dev.sekisho.veil.directory.PolicyClass;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.proof.ProofNonces;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The worked example: a household, two transcryptors, the service "energy", every secret and every byte. */
public final class WorkedExample {
    public static final VectorFile FILE = VectorFile.open("veil-worked-example.json");
    public static final String SERVICE = "energy";
    public static final int SCHEMA = 1;
    public static final int SLOT = 21;

    private WorkedExample() {}

    public static TranscryptorSecrets transcryptor(int position) {
        Map<String, Scalar> shares = new HashMap<>();
        VectorFile purposes = FILE.at("keys", "purposes");
        purposes.names().forEach(purpose -> shares.put(purpose, purposes.scalar(purpose, "yShares", position)));
        return new TranscryptorSecrets(
                position,
                ascii(FILE.at("keys", "pseudonymisationSecrets", position - 1)),
                ascii(FILE.at("keys", "encryptionSecrets", position - 1)),
                shares);
    }

    public static EnrolmentSecrets enrolment() {
        Map<String, Scalar> shares = new HashMap<>();
        VectorFile purposes = FILE.at("keys", "purposes");
        purposes.names().forEach(purpose -> shares.put(purpose, purposes.scalar(purpose, "yShares", 0)));
        return new EnrolmentSecrets(shares);
    }

    /** The example's directory; the example's own digest of it is not that of these bytes. */
    public static Directory directory() {
        Schema schema = new Schema(
                SCHEMA,
                List.of(
                        new Schema.Field("power", FieldForm.NUMBER),
                        new Schema.Field("gas", FieldForm.NUMBER),
                        new Schema.Field("water", FieldForm.NUMBER),
                        new Schema.Field("presence", FieldForm.TEXT)));
        // class 2 gives the service every field, so that it has a key for each
        List<PolicyClass> classes = List.of(
                new PolicyClass(1, Map.of(SERVICE, Set.of("power", "gas", "water"))),
                new PolicyClass(2, Map.of(SERVICE, Set.of("power", "gas", "water", "presence"))));
        return new KeyCeremony(
                        enrolment(), List.of(transcryptor(1), transcryptor(2)), ProofMaker.of(RandomBytes.secure()))
                .build(
                        1,
                        20780,
                        List.of(schema),
                        classes,
                        Map.of(SERVICE, ByteString.of(new byte[32])),
                        Element.GENERATOR);
    }

    /** Nonces that an example gives, one for each number of a statement. */
    public static ProofNonces nonces(Scalar... nonces) {
        return (witnesses, publicValues, index) ->
                Scalar.decode(nonces[index].encode()).orElseThrow();
    }

    private static byte[] ascii(VectorFile place) {
        return place.text().getBytes(StandardCharsets.US_ASCII);
    }
}
