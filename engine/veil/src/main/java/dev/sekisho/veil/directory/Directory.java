package dev.sekisho.veil.directory;

import dev.sekisho.veil.hash.Digests;
import dev.sekisho.veil.ristretto.Element;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The public values of one key epoch. Every record is bound to its digest.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Directory {
    private final int domainEpoch;
    private final int keyEpoch;
    private final Map<Integer, Schema> schemas = new TreeMap<>();
    private final Map<Integer, PolicyClass> classes = new TreeMap<>();
    private final Map<String, List<ChainStep>> purposeSteps = new TreeMap<>();
    private final Map<String, ServiceListing> services = new TreeMap<>();
    private final Element handleKey;
    private final byte[] encoded;
    private final byte[] digest;

    /**
     * A directory.
     *
     * @param handleKey the first transcryptor's key W for the handles of strict mode
     */
    public Directory(
            int domainEpoch,
            int keyEpoch,
            List<Schema> schemas,
            List<PolicyClass> classes,
            Map<String, List<ChainStep>> purposeSteps,
            List<ServiceListing> services,
            Element handleKey) {
        this.domainEpoch = domainEpoch;
        this.keyEpoch = keyEpoch;
        schemas.forEach(schema -> this.schemas.put(schema.number(), schema));
        classes.forEach(policy -> this.classes.put(policy.number(), policy));
        purposeSteps.forEach((purpose, steps) -> this.purposeSteps.put(purpose, List.copyOf(steps)));
        services.forEach(service -> this.services.put(service.name(), service));
        this.handleKey = handleKey;
        this.encoded = DirectoryCodec.encode(this);
        this.digest = Digests.sha256(encoded);
    }

    /** The domain epoch: how long pseudonyms stay. */
    public int domainEpoch() {
        return domainEpoch;
    }

    /** The key epoch. */
    public int keyEpoch() {
        return keyEpoch;
    }

    /** The schema of a number. */
    public Optional<Schema> schema(int number) {
        return Optional.ofNullable(schemas.get(number));
    }

    /** All schemas, by number. */
    public Map<Integer, Schema> schemas() {
        return Collections.unmodifiableMap(schemas);
    }

    /** The policy class of a number. */
    public Optional<PolicyClass> policyClass(int number) {
        return Optional.ofNullable(classes.get(number));
    }

    /** All policy classes, by number. */
    public Map<Integer, PolicyClass> policyClasses() {
        return Collections.unmodifiableMap(classes);
    }

    /** Y_p: what gateways encrypt a purpose under. */
    public Element purposeKey(String purpose) {
        List<ChainStep> steps = purposeSteps.get(purpose);
        if (steps == null) {
            throw new IllegalArgumentException("the directory has no key for \"" + purpose + "\"");
        }
        return steps.getLast().key();
    }

    /** How each purpose key was built: enrolment's step, then one for each transcryptor. */
    public Map<String, List<ChainStep>> purposeSteps() {
        return Collections.unmodifiableMap(purposeSteps);
    }

    /** A service; fails for a name that is not listed. */
    public ServiceListing service(String name) {
        ServiceListing service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("the directory lists no service \"" + name + "\"");
        }
        return service;
    }

    /** All services, by name. */
    public Map<String, ServiceListing> services() {
        return Collections.unmodifiableMap(services);
    }

    /** The first transcryptor's key for handles. */
    public Element handleKey() {
        return handleKey;
    }

    /** How many transcryptors there are. */
    public int transcryptors() {
        return purposeSteps.values().iterator().next().size() - 1;
    }

    /**
     * The columns of a service's rows: the fields of the schema that it gets in some policy class, in the schema's order. All
     * its rows have all of them, whatever the household's class.
     */
    public List<String> columns(String service, int schema) {
        return schema(schema).stream()
                .flatMap(found -> found.names().stream())
                .filter(field -> classes.values().stream().anyMatch(policy -> policy.grants(service, field)))
                .toList();
    }

    /** The bytes of the directory. */
    public byte[] encode() {
        return encoded.clone();
    }

    /** SHA-256 of the bytes. */
    public byte[] digest() {
        return digest.clone();
    }
}
