package dev.sekisho.bench.veil;

import dev.sekisho.veil.conversion.ServiceConversion;
import dev.sekisho.veil.conversion.ServiceSecretKey;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.EnrolmentSecrets;
import dev.sekisho.veil.directory.FieldForm;
import dev.sekisho.veil.directory.KeyCeremony;
import dev.sekisho.veil.directory.PolicyClass;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.record.Household;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.RecordMaker;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parties for measuring: one schema of four fields, two services that both get all of them. */
final class VeilParties {
    static final List<String> SERVICES = List.of("energy", "monitoring");

    private static final RandomBytes RANDOM = RandomBytes.secure();
    private static final List<String> FIELDS = List.of("power", "gas", "water", "heat");
    private static final Schema SCHEMA = new Schema(
            1,
            FIELDS.stream()
                    .map(name -> new Schema.Field(name, FieldForm.NUMBER))
                    .toList());

    private final EnrolmentSecrets enrolment;
    private final List<TranscryptorSecrets> transcryptors;
    private final SigningKey signingKey = SigningKey.random(RANDOM);
    private final Directory directory;
    private final RecordMaker maker;

    private VeilParties(EnrolmentSecrets enrolment, List<TranscryptorSecrets> transcryptors) {
        this.enrolment = enrolment;
        this.transcryptors = transcryptors;
        Map<String, Set<String>> all = new HashMap<>();
        Map<String, ByteString> keys = new HashMap<>();
        SERVICES.forEach(service -> {
            all.put(service, Set.copyOf(FIELDS));
            keys.put(service, ByteString.of(signingKey.publicKey()));
        });
        this.directory = new KeyCeremony(enrolment, transcryptors, ProofMaker.of(RANDOM))
                .build(1, 1, List.of(SCHEMA), List.of(new PolicyClass(1, all)), keys, Element.GENERATOR);
        this.maker = new RecordMaker(directory, RANDOM);
    }

    static VeilParties make(int transcryptors) {
        List<String> purposes = KeyCeremony.purposes(List.of(SCHEMA));
        List<TranscryptorSecrets> secrets = new ArrayList<>();
        for (int i = 1; i <= transcryptors; i++) {
            secrets.add(TranscryptorSecrets.random(i, purposes, RANDOM));
        }
        return new VeilParties(EnrolmentSecrets.random(purposes, RANDOM), secrets);
    }

    Directory directory() {
        return directory;
    }

    SigningKey signingKey() {
        return signingKey;
    }

    TranscryptorSecrets transcryptor(int position) {
        return transcryptors.get(position - 1);
    }

    ServiceConversion conversion(int position, String service) {
        return new ServiceConversion(transcryptor(position), directory, service, SCHEMA.number());
    }

    /** Records of so many new households for one slot. */
    List<byte[]> records(int count, int slot) {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<FieldValue> values = new ArrayList<>();
            for (int field = 0; field < FIELDS.size(); field++) {
                values.add(new FieldValue.Quantity(100 * field + i % 100));
            }
            RecordHeader header = RecordHeader.direct(SCHEMA.number(), 1, 1, slot);
            records.add(maker.make(Household.random(RANDOM), header, values).encode());
        }
        return records;
    }

    Map<String, ServiceSecretKey> keys(String service) {
        Map<String, ServiceSecretKey> keys = new HashMap<>();
        for (String purpose : directory.service(service).keySteps().keySet()) {
            List<Scalar> shares = new ArrayList<>(List.of(enrolment.serviceKeyShare(purpose)));
            transcryptors.forEach(each -> shares.add(each.serviceKeyShare(service, purpose, 1)));
            keys.put(purpose, ServiceSecretKey.assemble(directory, service, purpose, shares));
        }
        return keys;
    }
}
