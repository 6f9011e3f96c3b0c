package dev.sekisho.veil.directory;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.ristretto.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Builds the directory of a key epoch, step by step, each by the party whose turn it is. Here all parties are at one table;
 * between organisations each takes its steps at home and sends the {@link ChainStep}.
 */
public final class KeyCeremony {
    private final EnrolmentSecrets enrolment;
    private final List<TranscryptorSecrets> transcryptors;
    private final ProofMaker maker;

    /** A ceremony of these parties; the transcryptors in the order of their positions. */
    public KeyCeremony(EnrolmentSecrets enrolment, List<TranscryptorSecrets> transcryptors, ProofMaker maker) {
        this.enrolment = enrolment;
        this.transcryptors = List.copyOf(transcryptors);
        this.maker = maker;
    }

    /** The purposes of some schemas: the identity and every field. */
    public static List<String> purposes(List<Schema> schemas) {
        TreeSet<String> purposes = new TreeSet<>(List.of(Schema.IDENTITY));
        schemas.forEach(schema -> purposes.addAll(schema.names()));
        return List.copyOf(purposes);
    }

    /**
     * Builds a directory. A service gets a key for the identity and for each field that some policy class grants it; for
     * another field there is no key that could decrypt it.
     *
     * @param signingKeys the services' names and public signing keys
     */
    public Directory build(
            int domainEpoch,
            int keyEpoch,
            List<Schema> schemas,
            List<PolicyClass> classes,
            Map<String, ByteString> signingKeys,
            Element handleKey) {
        Map<String, List<ChainStep>> purposes = new TreeMap<>();
        for (String purpose : purposes(schemas)) {
            List<ChainStep> steps = new ArrayList<>();
            steps.add(enrolment.purposeStep(purpose, maker));
            transcryptors.forEach(party ->
                    steps.add(party.purposeStep(purpose, steps.getLast().key(), maker)));
            purposes.put(purpose, steps);
        }
        List<ServiceListing> services = new ArrayList<>();
        signingKeys.forEach((service, signingKey) -> {
            TreeSet<String> wanted = new TreeSet<>(List.of(Schema.IDENTITY));
            classes.forEach(policy -> wanted.addAll(policy.grants().getOrDefault(service, java.util.Set.of())));
            services.add(list(service, signingKey, domainEpoch, keyEpoch, wanted, purposes));
        });
        return new Directory(domainEpoch, keyEpoch, schemas, classes, purposes, services, handleKey);
    }

    private ServiceListing list(
            String service,
            ByteString signingKey,
            int domainEpoch,
            int keyEpoch,
            Iterable<String> wanted,
            Map<String, List<ChainStep>> purposes) {
        List<PseudonymStep> pseudonymSteps = new ArrayList<>();
        Element before = Element.GENERATOR;
        for (TranscryptorSecrets party : transcryptors) {
            PseudonymStep step = party.pseudonymStep(service, domainEpoch, before, maker);
            pseudonymSteps.add(step);
            before = step.step().key();
        }
        Map<String, List<ChainStep>> keySteps = new TreeMap<>();
        for (String purpose : wanted) {
            List<ChainStep> steps = new ArrayList<>();
            Element key = purposes.getOrDefault(purpose, List.of()).getLast().key();
            for (TranscryptorSecrets party : transcryptors) {
                ChainStep step = party.targetStep(service, purpose, keyEpoch, key, maker);
                steps.add(step);
                key = step.key();
            }
            keySteps.put(purpose, steps);
        }
        return new ServiceListing(service, signingKey, pseudonymSteps, keySteps);
    }
}
