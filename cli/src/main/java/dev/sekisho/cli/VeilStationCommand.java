package dev.sekisho.cli;

import dev.sekisho.veil.access.Mailbox;
import dev.sekisho.veil.access.SealedResult;
import dev.sekisho.veil.access.SignIn;
import dev.sekisho.veil.conversion.ServiceSecretKey;
import dev.sekisho.veil.directory.Directory;
import dev.sekisho.veil.directory.TranscryptorSecrets;
import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.hash.Octets;
import dev.sekisho.veil.hash.SigningKey;
import dev.sekisho.veil.proof.ProofMaker;
import dev.sekisho.veil.record.FieldValue;
import dev.sekisho.veil.record.Household;
import dev.sekisho.veil.record.NumberTable;
import dev.sekisho.veil.record.RecordHeader;
import dev.sekisho.veil.record.RecordMaker;
import dev.sekisho.veil.record.Rejection;
import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.RandomBytes;
import dev.sekisho.veil.ristretto.Scalar;
import dev.sekisho.veil.station.BatchRelease;
import dev.sekisho.veil.station.Collector;
import dev.sekisho.veil.station.Distributor;
import dev.sekisho.veil.station.Parcel;
import dev.sekisho.veil.station.SlotWindow;
import dev.sekisho.veil.station.StationClient;
import dev.sekisho.veil.station.StationServer;
import dev.sekisho.veil.station.TlsIdentity;
import dev.sekisho.veil.station.UtilisationService;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One party of the demonstration, as a process of its own. Started by {@link VeilDemoCommand}. */
@Command(name = "station", hidden = true, description = "One party of the demonstration.")
final class VeilStationCommand implements Callable<Integer> {
    private static final int NUMBER_BITS = 12;

    @Parameters(index = "0", paramLabel = "ROLE")
    @SuppressWarnings("NullAway.Init") // required: set by picocli before call()
    private String role;

    @Parameters(index = "1", paramLabel = "DIR", description = "The party's place.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli before call()
    private Path place;

    @Option(names = "--next", paramLabel = "PORT", description = "Port of the next station.")
    private @Nullable Integer next;

    @Option(names = "--service", paramLabel = "NAME=PORT", description = "Port of a service.")
    private Map<String, Integer> services = new HashMap<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, GeneralSecurityException, InterruptedException {
        TlsIdentity tls = VeilWorld.tls(place);
        Directory directory = VeilWorld.directory(place);
        switch (role) {
            case "collector" -> {
                Collector collector = new Collector(place, tls.context(), port());
                serve(tls, true, collector.routes(), () -> collector.collected() + " collected\n" + collector.view());
            }
            case "distributor" -> {
                Distributor distributor = distributor(tls, directory);
                serve(tls, true, distributor.routes(), () -> counts(distributor) + "\n" + distributor.view());
            }
            case "service" -> {
                UtilisationService service = service(directory);
                Map<String, StationServer.Route> routes = new HashMap<>(service.routes());
                // the demonstration may look over the service's shoulder at one pseudonym
                routes.put("/view-one", request -> viewOne(service, request));
                serve(tls, false, routes, () -> service.kept() + " kept");
            }
            case "gateway" -> upload(tls, directory);
            case "terminal" -> askForResults(tls, directory);
            default -> throw new CommandFailure(ExitCode.WRONG_USAGE, "there is no role \"" + role + "\"");
        }
        return ExitCode.READ_FULLY;
    }

    private int port() {
        if (next == null) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "this role needs --next");
        }
        return next;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void serve(
            TlsIdentity tls,
            boolean requiresCertificate,
            Map<String, StationServer.Route> routes,
            Supplier<String> view)
            throws IOException, GeneralSecurityException, InterruptedException {
        Map<String, StationServer.Route> all = new HashMap<>(routes);
        all.put("/view", request -> StationServer.Reply.of(200, view.get().getBytes(StandardCharsets.UTF_8)));
        try (StationServer server = new StationServer(tls.context(), 0, requiresCertificate, all)) {
            out().println("port " + server.port());
            out().flush();
            new CountDownLatch(1).await();
        }
    }

    private static StationServer.Reply viewOne(UtilisationService service, StationServer.Request request) {
        String view =
                Element.decode(request.body().toBytes()).map(service::view).orElse("");
        return StationServer.Reply.of(200, view.getBytes(StandardCharsets.UTF_8));
    }

    private static String counts(Distributor distributor) {
        StringBuilder counts = new StringBuilder(distributor.delivered() + " handed on");
        for (Rejection rejection : Rejection.values()) {
            if (distributor.rejected(rejection) > 0) {
                counts.append(", ")
                        .append(distributor.rejected(rejection))
                        .append(' ')
                        .append(rejection);
            }
        }
        return counts.toString();
    }

    private Distributor distributor(TlsIdentity tls, Directory directory) throws IOException, GeneralSecurityException {
        TranscryptorSecrets secrets = TranscryptorSecrets.decode(Files.readAllBytes(place.resolve("secrets")))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.NOTHING_READABLE, place.resolve("secrets") + " holds no secrets of a transcryptor"));
        SigningKey signing = SigningKey.ofSeed(Files.readAllBytes(place.resolve("signing")));
        SlotWindow day = SlotWindow.fixed(0, VeilWorld.SLOTS - 1);
        // the slots of the made-up day do not move: batches go out after a moment
        BatchRelease soon = new BatchRelease(BatchRelease.RECOMMENDED.mostRows(), Duration.ofMillis(500));
        return new Distributor(place, tls.context(), directory, secrets, signing, day, next, services, soon);
    }

    private UtilisationService service(Directory directory) throws IOException {
        String name = place.getFileName().toString();
        Map<String, ServiceSecretKey> keys = new HashMap<>();
        VeilWorld.readServiceKeys(Files.readAllBytes(place.resolve("keys")))
                .forEach((purpose, key) ->
                        keys.put(purpose, ServiceSecretKey.assemble(directory, name, purpose, List.of(key))));
        return new UtilisationService(
                place,
                name,
                directory,
                ByteString.of(Files.readAllBytes(place.resolve("distributor-key"))),
                keys,
                SigningKey.ofSeed(Files.readAllBytes(place.resolve("signing"))),
                new NumberTable(NUMBER_BITS),
                name.equals(VeilWorld.ENERGY) ? VeilStationCommand::energyAdvice : VeilStationCommand::watchAdvice,
                Clock.systemUTC());
    }

    private static String energyAdvice(List<Map<String, String>> day) {
        int most = 0;
        long sum = 0;
        for (int slot = 0; slot < day.size(); slot++) {
            sum += power(day.get(slot));
            most = power(day.get(slot)) > power(day.get(most)) ? slot : most;
        }
        if (day.isEmpty()) {
            return "no readings yet";
        }
        return String.format(
                java.util.Locale.ROOT,
                "%.1f kWh today; most at %02d:%02d with %d W: what runs then could run at night",
                sum / 2000.0,
                most / 2,
                most % 2 * 30,
                power(day.get(most)));
    }

    private static int power(Map<String, String> reading) {
        return Integer.parseInt(reading.getOrDefault("Power", "0"));
    }

    private static String watchAdvice(List<Map<String, String>> day) {
        long present =
                day.stream().filter(each -> "Yes".equals(each.get("Presence"))).count();
        return "somebody was at home in " + present + " of " + day.size() + " half hours: all is well";
    }

    /** Sends a day of made-up readings of all households. */
    private void upload(TlsIdentity tls, Directory directory) throws IOException, GeneralSecurityException {
        byte[] secrets = Files.readAllBytes(place.resolve("households"));
        RecordMaker maker = new RecordMaker(directory, RandomBytes.secure());
        int sent = 0;
        try (StationClient collector = new StationClient(tls.context(), port())) {
            for (int slot = 0; slot < VeilWorld.SLOTS; slot++) {
                List<byte[]> records = new ArrayList<>();
                for (int i = 0; i < secrets.length / Scalar.BYTES; i++) {
                    Household household = Household.ofSecret(
                            Scalar.decode(secrets, i * Scalar.BYTES).orElseThrow());
                    RecordHeader header =
                            RecordHeader.direct(VeilWorld.SCHEMA, i % 3 == 2 ? 2 : 1, directory.keyEpoch(), slot);
                    records.add(maker.make(household, header, readings(i, slot)).encode());
                }
                if (collector.post("/records", Parcel.pack(records)).status() != 200) {
                    throw new CommandFailure(ExitCode.NOT_WRITTEN, "the collection service did not take the records");
                }
                sent += records.size();
            }
        }
        out().println(sent + " records sent");
    }

    /** What the sensors of a household say: made up, the same in every run. */
    static List<FieldValue> readings(int household, int slot) {
        boolean evening = slot >= 36 && slot < 46;
        boolean home = slot < 16 || slot >= 34;
        int power = 180 + 37 * household % 90 + (home ? 120 : 0) + (evening ? 395 : 0) + slot * 7 % 23;
        return List.of(
                new FieldValue.Quantity(power),
                new FieldValue.Quantity(evening ? 85 : 12),
                new FieldValue.Quantity(home ? 23 : 2),
                new FieldValue.Text(home ? "Yes" : "No"));
    }

    /** Signs in to each service without a name, and opens what waits in the mailboxes. */
    private void askForResults(TlsIdentity tls, Directory directory) throws IOException, GeneralSecurityException {
        Household household = Household.ofSecret(
                Scalar.decode(Files.readAllBytes(place.resolve("household"))).orElseThrow());
        SSLContext anonymous = tls.anonymousContext();
        int today = (int) LocalDate.now(ZoneOffset.UTC).toEpochDay();
        for (Map.Entry<String, Integer> service : services.entrySet()) {
            try (StationClient connection = new StationClient(anonymous, service.getValue())) {
                String name = service.getKey();
                StationServer.Reply reply = signIn(connection, directory, household, name, connection.exporter());
                out().println("signed in to \"" + name + "\": "
                        + new String(reply.body().toBytes(), StandardCharsets.UTF_8));
                Element pseudonym = household.pseudonym(directory, name);
                ByteString mailbox = Mailbox.name(pseudonym, today);
                byte[] sealed = connection
                        .post(
                                "/result",
                                new Octets().raw(mailbox.toBytes()).i4(today).toBytes())
                        .body()
                        .toBytes();
                Optional<byte[]> opened = SealedResult.decode(sealed)
                        .flatMap(each ->
                                each.open(name, directory.service(name).signingKey(), pseudonym, household.secret()));
                out().println("mailbox " + mailbox + ": " + sealed.length + " bytes, "
                        + (opened.isPresent() ? "opened with the own secret alone" : "NOT OPENED"));
            }
        }
    }

    /** Signs in on a connection, with the exporter value of it or of another. */
    static StationServer.Reply signIn(
            StationClient connection, Directory directory, Household household, String service, ByteString exporter)
            throws IOException {
        ByteString nonce = connection.post("/nonce", new byte[0]).body();
        SignIn signIn = SignIn.make(
                household,
                service,
                directory.service(service).pseudonymKey(),
                nonce,
                exporter,
                ProofMaker.of(RandomBytes.secure()));
        return connection.post(
                "/sign-in",
                new Octets().raw(nonce.toBytes()).raw(signIn.encode()).toBytes());
    }
}
