package dev.sekisho.veil.directory;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.proof.Proof;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The bytes of a directory. Reading throws nothing: bytes that are no directory give an empty result. */
public final class DirectoryCodec {
    private static final int VERSION = 1;
    private static final int STEP_BYTES = 2 * Element.BYTES + 2 * Scalar.BYTES;

    private DirectoryCodec() {}

    static byte[] encode(Directory directory) {
        Octets out = new Octets().i1(VERSION).i4(directory.domainEpoch()).i4(directory.keyEpoch());
        out.i2(directory.schemas().size());
        for (Schema schema : directory.schemas().values()) {
            out.i2(schema.number()).i1(schema.fields().size());
            schema.fields()
                    .forEach(field -> out.name(field.name()).i1(field.form().code()));
        }
        out.i2(directory.policyClasses().size());
        for (PolicyClass policy : directory.policyClasses().values()) {
            out.i4(policy.number()).i2(policy.grants().size());
            policy.grants().forEach((service, fields) -> {
                out.name(service).i2(fields.size());
                fields.forEach(out::name);
            });
        }
        encodeChains(out, directory.purposeSteps());
        out.i2(directory.services().size());
        for (ServiceListing service : directory.services().values()) {
            out.name(service.name())
                    .raw(service.signingKey().toBytes())
                    .i1(service.pseudonymSteps().size());
            for (PseudonymStep step : service.pseudonymSteps()) {
                encode(out, step.step());
                out.raw(step.knowledge().encode());
            }
            encodeChains(out, service.keySteps());
        }
        return out.element(directory.handleKey()).toBytes();
    }

    private static void encodeChains(Octets out, Map<String, List<ChainStep>> chains) {
        out.i2(chains.size());
        chains.forEach((purpose, steps) -> {
            out.name(purpose).i1(steps.size());
            steps.forEach(step -> encode(out, step));
        });
    }

    private static void encode(Octets out, ChainStep step) {
        out.element(step.share()).element(step.key()).raw(step.proof().encode());
    }

    /** Reads a directory; says nothing about whether its proofs hold. */
    public static Optional<Directory> decode(byte[] bytes) {
        OctetReader in = new OctetReader(bytes);
        if (in.i1() != VERSION) {
            return Optional.empty();
        }
        int domainEpoch = in.i4();
        int keyEpoch = in.i4();
        try {
            List<Schema> schemas = schemas(in);
            List<PolicyClass> classes = classes(in);
            Map<String, List<ChainStep>> purposes = chains(in);
            List<ServiceListing> services = services(in);
            Element handleKey = in.element();
            if (!in.complete() || purposes.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Directory(domainEpoch, keyEpoch, schemas, classes, purposes, services, handleKey));
        } catch (IllegalArgumentException e) {
            // a schema that checks itself refused what was read
            return Optional.empty();
        }
    }

    private static List<Schema> schemas(OctetReader in) {
        List<Schema> schemas = new ArrayList<>();
        int count = in.count(in.i2(), 3);
        for (int i = 0; i < count && !in.failed(); i++) {
            int number = in.i2();
            int fieldCount = in.count(in.i1(), 3);
            List<Schema.Field> fields = new ArrayList<>();
            for (int k = 0; k < fieldCount && !in.failed(); k++) {
                String name = in.name();
                FieldForm form = FieldForm.ofCode(in.i1());
                if (form == null) {
                    in.fail();
                } else {
                    fields.add(new Schema.Field(name, form));
                }
            }
            schemas.add(new Schema(number, fields));
        }
        return schemas;
    }

    private static List<PolicyClass> classes(OctetReader in) {
        List<PolicyClass> classes = new ArrayList<>();
        int count = in.count(in.i2(), 6);
        for (int i = 0; i < count && !in.failed(); i++) {
            int number = in.i4();
            int services = in.count(in.i2(), 4);
            Map<String, Set<String>> grants = new TreeMap<>();
            for (int k = 0; k < services && !in.failed(); k++) {
                Set<String> fields = new TreeSet<>();
                grants.put(in.name(), fields);
                int fieldCount = in.count(in.i2(), 2);
                for (int f = 0; f < fieldCount && !in.failed(); f++) {
                    fields.add(in.name());
                }
            }
            classes.add(new PolicyClass(number, grants));
        }
        return classes;
    }

    private static Map<String, List<ChainStep>> chains(OctetReader in) {
        Map<String, List<ChainStep>> chains = new TreeMap<>();
        int count = in.count(in.i2(), 3 + STEP_BYTES);
        for (int i = 0; i < count && !in.failed(); i++) {
            String purpose = in.name();
            int steps = in.count(in.i1(), STEP_BYTES);
            List<ChainStep> chain = new ArrayList<>();
            for (int k = 0; k < steps && !in.failed(); k++) {
                chain.add(step(in));
            }
            if (chain.isEmpty()) {
                in.fail();
            }
            chains.put(purpose, chain);
        }
        return chains;
    }

    private static ChainStep step(OctetReader in) {
        return new ChainStep(in.element(), in.element(), proof(in));
    }

    private static Proof proof(OctetReader in) {
        PublicScalar challenge = in.scalar();
        return new Proof(challenge, List.of(in.scalar()));
    }

    private static List<ServiceListing> services(OctetReader in) {
        List<ServiceListing> services = new ArrayList<>();
        int count = in.count(in.i2(), 2 + SigningKey.KEY_BYTES);
        for (int i = 0; i < count && !in.failed(); i++) {
            String name = in.name();
            ByteString signingKey = ByteString.of(in.raw(SigningKey.KEY_BYTES));
            int steps = in.count(in.i1(), STEP_BYTES);
            List<PseudonymStep> chain = new ArrayList<>();
            for (int k = 0; k < steps && !in.failed(); k++) {
                chain.add(new PseudonymStep(step(in), proof(in)));
            }
            if (chain.isEmpty()) {
                in.fail();
            }
            services.add(new ServiceListing(name, signingKey, chain, chains(in)));
        }
        return services;
    }
}
