package dev.sekisho.cli;

import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.DirectoryCodec;
import dev.sekisho.veil.directory.EnrolmentSecrets;
import dev.sekisho.veil.directory.FieldForm;
import dev.sekisho.veil.directory.KeyCeremony;
import dev.sekisho.veil.directory.PolicyClass;
import dev.sekisho.veil.directory.Schema;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.OctetReader;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.record.Household;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import dev.sekisho.veil.station.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The made-up world of the demonstration: one directory for each party with the secrets of that party alone, made by a key
 * ceremony at one table.
 */
final class VeilWorld {
    static final int SCHEMA = 1;
    static final int SLOTS = 48;
    static final String ENERGY = "energy";
    static final String MONITORING = "monitoring";

    /** What everybody here protects his TLS key with; the directories themselves are closed to others. */
    static final String PASSWORD = "demonstration";

    private static final Schema READINGS = new Schema(
            SCHEMA,
            List.of(
                    new Schema.Field("Power", FieldForm.NUMBER),
                    new Schema.Field("Gas", FieldForm.NUMBER),
                    new Schema.Field("Water", FieldForm.NUMBER),
                    new Schema.Field("Presence", FieldForm.TEXT)));

    private static final List<PolicyClass> CLASSES = List.of(
            new PolicyClass(1, Map.of(ENERGY, Set.of("Power", "Gas", "Water"), MONITORING, Set.of("Presence"))),
            new PolicyClass(
                    2,
                    Map.of(
                            ENERGY,
                            Set.of("Power", "Gas", "Water", "Presence"),
                            MONITORING,
                            Set.of("Power", "Presence"))));

    private final Path home;
    private final Directory directory;
    private final List<Household> households;

    private VeilWorld(Path home, Directory directory, List<Household> households) {
        this.home = home;
        this.directory = directory;
        this.households = households;
    }

    /** Makes a world. */
    static VeilWorld make(Path home, int transcryptors, int households) throws IOException, GeneralSecurityException {
        RandomBytes random = RandomBytes.secure();
        List<String> purposes = KeyCeremony.purposes(List.of(READINGS));
        EnrolmentSecrets enrolment = EnrolmentSecrets.random(purposes, random);
        List<TranscryptorSecrets> secrets = new ArrayList<>();
        for (int position = 1; position <= transcryptors; position++) {
            secrets.add(TranscryptorSecrets.random(position, purposes, random));
        }
        Map<String, byte[]> seeds = new TreeMap<>();
        Map<String, ByteString> signingKeys = new TreeMap<>();
        for (String service : List.of(ENERGY, MONITORING)) {
            byte[] seed = new byte[SigningKey.KEY_BYTES];
            random.fill(seed);
            seeds.put(service, seed);
            signingKeys.put(service, ByteString.of(SigningKey.ofSeed(seed).publicKey()));
        }
        Directory directory = new KeyCeremony(enrolment, secrets, ProofMaker.of(random))
                .build(1, 1, List.of(READINGS), CLASSES, signingKeys, Element.GENERATOR);

        byte[] distributorSeed = new byte[SigningKey.KEY_BYTES];
        random.fill(distributorSeed);
        ByteString distributorKey =
                ByteString.of(SigningKey.ofSeed(distributorSeed).publicKey());
        TlsIdentity authority = TlsIdentity.authority(Instant.now());
        VeilWorld world = new VeilWorld(home, directory, people(households, random));
        for (String party : List.of("gateway", "collector", "operator", "terminal")) {
            world.furnish(party, authority);
        }
        for (TranscryptorSecrets each : secrets) {
            Path place = world.furnish("distributor-" + each.position(), authority);
            write(place.resolve("secrets"), each.encode());
            write(place.resolve("signing"), distributorSeed);
        }
        for (String service : List.of(ENERGY, MONITORING)) {
            Path place = world.furnish(service, authority);
            write(place.resolve("signing"), seeds.getOrDefault(service, new byte[0]));
            write(place.resolve("distributor-key"), distributorKey.toBytes());
            write(place.resolve("keys"), serviceKeys(directory, service, enrolment, secrets));
        }
        world.writePeople();
        return world;
    }

    private static List<Household> people(int count, RandomBytes random) {
        List<Household> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(Household.random(random));
        }
        return people;
    }

    /** The secrets of all households are at the gateway of this demonstration; the user's own is at his terminal too. */
    private void writePeople() throws IOException {
        Octets all = new Octets();
        households.forEach(each -> all.secret(each.secret()));
        write(home.resolve("gateway").resolve("households"), all.toBytes());
        write(home.resolve("terminal").resolve("household"), user().secret().encode());
        Files.writeString(home.resolve("gateway").resolve("name"), "Taro\n");
    }

    private static byte[] serviceKeys(
            Directory directory, String service, EnrolmentSecrets enrolment, List<TranscryptorSecrets> transcryptors) {
        Octets keys = new Octets();
        for (String purpose : directory.service(service).keySteps().keySet()) {
            Scalar key = enrolment.serviceKeyShare(purpose);
            for (TranscryptorSecrets each : transcryptors) {
                key = key.times(each.serviceKeyShare(service, purpose, directory.keyEpoch()));
            }
            keys.name(purpose).secret(key);
        }
        return keys.toBytes();
    }

    /** The keys that {@link #serviceKeys} wrote. */
    static Map<String, Scalar> readServiceKeys(byte[] bytes) {
        OctetReader in = new OctetReader(bytes);
        Map<String, Scalar> keys = new TreeMap<>();
        while (in.left() > 0) {
            keys.put(in.name(), in.scalar().value());
        }
        return keys;
    }

    private Path furnish(String party, TlsIdentity authority) throws IOException, GeneralSecurityException {
        Path place = home.resolve(party);
        Files.createDirectories(
                place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        write(place.resolve("directory"), directory.encode());
        authority.issue(party, Instant.now()).save(place.resolve("tls"), PASSWORD.toCharArray());
        return place;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
    }

    /** The directory in a party's place. */
    static Directory directory(Path place) throws IOException {
        return DirectoryCodec.decode(Files.readAllBytes(place.resolve("directory")))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOTHING_READABLE, place.resolve("directory") + " is not a directory of public keys"));
    }

    /** The TLS identity in a party's place. */
    static TlsIdentity tls(Path place) throws IOException, GeneralSecurityException {
        return TlsIdentity.load(place.resolve("tls"), PASSWORD.toCharArray());
    }

    Path home() {
        return home;
    }

    Directory directory() {
        return directory;
    }

    /** The household whose way is shown. */
    Household user() {
        return households.getFirst();
    }

    /** Another household. */
    Household neighbour() {
        return households.get(1);
    }

    /** How many households there are. */
    int size() {
        return households.size();
    }
}
