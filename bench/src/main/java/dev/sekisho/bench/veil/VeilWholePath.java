package dev.sekisho.bench.veil;

import dev.sekisho.veil.hash.ByteString;
import dev.sekisho.veil.record.NumberTable;
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
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * The whole path on one machine: a gateway that makes records, collection, one or two transcryptors, two services; TLS between
 * all of them, everything on the disk before it is acknowledged. Counts the records that have arrived at both services, and the
 * processor time that they cost.
 *
 * <pre>
 * java -cp … dev.sekisho.bench.veil.VeilWholePath SECONDS TRANSCRYPTORS DIRECTORY
 * </pre>
 */
public final class VeilWholePath {
    private static final int WARM_UP_SECONDS = 15;
    private static final int PARCEL = 64;
    private static final int MOST_ON_THE_WAY = 1024;

    private VeilWholePath() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException, InterruptedException {
        int seconds = Integer.parseInt(arguments[0]);
        int transcryptors = Integer.parseInt(arguments[1]);
        Path home = Files.createTempDirectory(Path.of(arguments[2]), "veil-");
        VeilParties parties = VeilParties.make(transcryptors);
        SSLContext tls = TlsIdentity.authority(Instant.now())
                .issue("station", Instant.now())
                .context();
        SlotWindow slots = SlotWindow.fixed(0, Integer.MAX_VALUE);
        NumberTable numbers = new NumberTable(16);
        Map<String, Integer> ports = new HashMap<>();
        List<UtilisationService> services = new ArrayList<>();
        for (String name : VeilParties.SERVICES) {
            UtilisationService service = new UtilisationService(
                    home.resolve(name),
                    name,
                    parties.directory(),
                    ByteString.of(parties.signingKey().publicKey()),
                    parties.keys(name),
                    parties.signingKey(),
                    numbers,
                    readings -> "",
                    Clock.systemUTC());
            StationServer server = new StationServer(tls, 0, true, service.routes());
            ports.put(name, server.port());
            services.add(service);
        }
        Integer next = null;
        for (int position = transcryptors; position >= 1; position--) {
            Distributor distributor = new Distributor(
                    home.resolve("t" + position),
                    tls,
                    parties.directory(),
                    parties.transcryptor(position),
                    parties.signingKey(),
                    slots,
                    next,
                    ports,
                    new BatchRelease(BatchRelease.RECOMMENDED.mostRows(), Duration.ofSeconds(1)));
            StationServer server = new StationServer(tls, 0, true, distributor.routes());
            next = server.port();
        }
        Collector collector = new Collector(home.resolve("c"), tls, java.util.Objects.requireNonNull(next));
        StationServer server = new StationServer(tls, 0, true, collector.routes());

        run(parties, tls, server.port(), services, WARM_UP_SECONDS, "warm-up");
        run(parties, tls, server.port(), services, seconds, "measured");
        // forwarders are daemons; the process ends with what is still under way left in the queues
        System.exit(0);
    }

    private static void run(
            VeilParties parties,
            SSLContext tls,
            int collector,
            List<UtilisationService> services,
            int seconds,
            String name)
            throws IOException {
        long arrivedBefore = arrived(services);
        long sent = arrivedBefore;
        ProcessorTime before = ProcessorTime.now();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        int slot = 0;
        try (StationClient client = new StationClient(tls, collector)) {
            while (System.nanoTime() < end) {
                if (sent - arrived(services) > MOST_ON_THE_WAY) {
                    Thread.onSpinWait();
                    java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
                    continue;
                }
                List<byte[]> records = parties.records(PARCEL, slot++ / 16);
                if (client.post("/records", Parcel.pack(records)).status() != 200) {
                    throw new IOException("the collection service did not take the records");
                }
                sent += records.size();
            }
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        long arrived = arrived(services) - arrivedBefore;
        ProcessorTime after = ProcessorTime.now();
        double milliseconds = after.since(before) / 1e6 / arrived;
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f records/s over %.0f s, load average %.1f%n"
                        + "  %.2f ms of processor time for each record, so %.0f records/s on two whole cores%n",
                name,
                arrived / elapsed,
                elapsed,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                milliseconds,
                2000 / milliseconds);
        after.byGroupSince(before)
                .forEach((group, used) ->
                        System.out.printf(Locale.ROOT, "  %6.3f ms  %s%n", used / 1e6 / arrived, group));
    }

    private static long arrived(List<UtilisationService> services) {
        return services.stream().mapToLong(UtilisationService::kept).min().orElse(0);
    }
}
