package dev.sekisho.server.egress;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.Visitor;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.BuiltInRole;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import dev.sekisho.traffic.wire.SessionEventWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How many sessions the server takes in from sensors over HTTPS, each committed to the disk and judged, while whoever makes
 * them up runs on the same processors. Sessions are synthetic: TLS with three exchanges each, of pairs drawn at random. Run
 * from the folder {@code server}, with its test classes compiled:
 *
 * <pre>
 * java -Xmx768m -cp target/test-classes:target/classes:$(cat target/test-class-path) dev.sekisho.server.egress.EgressLoad \
 *     SECONDS SENSORS PAIRS RATE
 * </pre>
 *
 * <p>RATE is how many sessions a second are offered over all sensors; 0: as many as are taken.
 */
public final class EgressLoad {
    private static final double NANOSECONDS = 1e9;
    private static final long SEED = 1;
    private static final int CLIENTS = 2000;

    private EgressLoad() {}

    public static void main(String[] arguments) throws InterruptedException {
        int seconds = Integer.parseInt(arguments[0]);
        int sensors = Integer.parseInt(arguments[1]);
        int pairs = Integer.parseInt(arguments[2]);
        int rate = Integer.parseInt(arguments[3]);
        String token = TestAccounts.token(TestAccounts.with(BuiltInRole.ADMINISTRATOR, Unit.GROUP));
        AtomicLong taken = new AtomicLong();
        List<Thread> running = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < sensors; i++) {
            Sensor sensor = TestTraffic.sensor(Unit.GROUP, SensorKind.REMOTE, "load " + i);
            Offer offer = new Offer(sensor, token, i, pairs / sensors, rate / sensors, start, seconds, taken);
            running.add(Thread.ofPlatform().start(offer::run));
        }
        for (Thread thread : running) {
            thread.join();
        }
        double elapsed = (System.nanoTime() - start) / NANOSECONDS;
        long stored = count("select count(*) from egress.session");
        long distinct = count("select count(*) from (select distinct client, server from egress.session) as pair");
        System.out.printf(
                Locale.ROOT,
                "%,d sessions taken in %.1f s: %,.0f/s; %,d in the database, of %,d pairs%n",
                taken.get(),
                elapsed,
                taken.get() / elapsed,
                stored,
                distinct);
        awaitVerdicts(distinct);
        for (Map.Entry<String, ListQuery> query : queries().entrySet()) {
            long begin = System.nanoTime();
            int rows = Actor.SENSORS.call(() -> TestServer.bean(SessionList.class)
                    .slice(query.getValue())
                    .rows()
                    .size());
            System.out.printf(
                    Locale.ROOT, "%s: %d rows in %.0f ms%n", query.getKey(), rows, (System.nanoTime() - begin) / 1e6);
        }
        System.exit(0);
    }

    private static Map<String, ListQuery> queries() {
        ListQuery newest = new ListQuery("", Map.of(), "started", true, null, 50);
        return Map.of(
                "newest sessions", newest,
                "sessions of a client", newest.with("client", "10.30.0.7"),
                "sessions with a server", newest.with("server", "host7.load.example"));
    }

    private static void awaitVerdicts(long pairs) throws InterruptedException {
        long begin = System.nanoTime();
        long judged = 0;
        while (judged < pairs && System.nanoTime() - begin < 60 * NANOSECONDS) {
            Thread.sleep(500);
            judged = count("select count(*) from egress.verdict");
        }
        System.out.printf(
                Locale.ROOT,
                "%,d pairs judged, the last %.1f s after the last session; %,d alerts%n",
                judged,
                (System.nanoTime() - begin) / NANOSECONDS,
                count("select count(*) from egress.alert"));
    }

    private static long count(String sql) {
        return Actor.SENSORS.call(() -> TestServer.bean(TransactionOperations.class)
                .execute(status -> TestServer.bean(JdbcClient.class)
                        .sql(sql)
                        .query(Long.class)
                        .single()));
    }

    /** One sensor that offers sessions until its time is over. */
    private static final class Offer {
        private final Sensor sensor;
        private final String token;
        private final String stream = UUID.randomUUID().toString();
        private final Random random;
        private final int number;
        private final int pairs;
        private final int rate;
        private final long start;
        private final long end;
        private final AtomicLong taken;
        private final Visitor program = TestServer.visitor();
        private long batch;
        private long made;
        private long sent;

        Offer(Sensor sensor, String token, int number, int pairs, int rate, long start, int seconds, AtomicLong taken) {
            this.sensor = sensor;
            this.token = token;
            this.number = number;
            this.pairs = pairs;
            this.rate = rate;
            this.start = start;
            this.end = start + seconds * 1_000_000_000L;
            this.taken = taken;
            this.random = new Random(SEED + number);
        }

        void run() {
            program.api("GET", "/api/v1/sensors/" + sensor.id() + "/streams/" + stream, token, "");
            SessionEventWriter writer = new SessionEventWriter(this::send);
            while (System.nanoTime() < end) {
                session(writer);
                made++;
                if (rate > 0 && made % 100 == 0) {
                    keepRate();
                }
            }
            writer.flush();
        }

        private void keepRate() {
            long due = start + (long) (made * NANOSECONDS / rate);
            long early = due - System.nanoTime();
            if (early > 0) {
                try {
                    Thread.sleep(early / 1_000_000, (int) (early % 1_000_000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private void send(byte[] bytes) {
            HttpResponse<String> answer = program.send(HttpRequest.newBuilder(program.address(
                            "/api/v1/sensors/" + sensor.id() + "/streams/" + stream + "/batches/" + batch))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            batch++;
            taken.addAndGet(made - sent);
            sent = made;
        }

        private void session(SessionEventWriter writer) {
            int pair = random.nextInt(pairs) * 31 + number;
            int client = pair % CLIENTS;
            String address = "10.30." + client / 250 + "." + client % 250;
            SessionKey key = new SessionKey(
                    address,
                    "host" + pair / CLIENTS + ".load.example",
                    "198.18." + pair / CLIENTS % 250 + "." + pair / CLIENTS / 250 % 250,
                    443);
            Instant begin = Instant.now().minusMillis(random.nextInt(20_000));
            long session = made + 1;
            TlsFacts tls = new TlsFacts(
                    key.server(),
                    List.of("h2"),
                    0x0304,
                    "cd08e31494f9531f560d64c695473da9",
                    "t13d1516h2_8daaf6152771_b186095e22b6",
                    0x0304,
                    0x1301,
                    null,
                    null,
                    false,
                    null,
                    false);
            writer.recognised(session, key, new ProtocolFacts(begin, Transport.TCP, Protocol.TLS, tls));
            long up = 0;
            long down = 0;
            Instant now = begin;
            for (int i = 0; i < 3; i++) {
                int sentBytes = 200 + random.nextInt(1500);
                int received = 500 + random.nextInt(60_000);
                Instant until = now.plusMillis(20 + random.nextInt(200));
                writer.exchange(session, key, new Exchange(now, until, until, sentBytes, received, null, null));
                up += sentBytes;
                down += received;
                now = until.plusMillis(random.nextInt(3000));
            }
            writer.connection(
                    session,
                    key,
                    new Connection(
                            Transport.TCP,
                            Protocol.TLS,
                            begin,
                            now,
                            40_000 + random.nextInt(20_000),
                            443,
                            20,
                            30,
                            up,
                            down,
                            3,
                            true,
                            false,
                            Connection.Ending.CLOSED,
                            tls,
                            Opening.of(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3}, 0, 11),
                            Opening.of(new byte[] {22, 3, 3, 0, 122}, 0, 5)));
            writer.closed(new CommunicationSession(
                    session, key, Protocol.TLS, begin, now, 1, 3, up, down, null, tls.ja3(), tls.ja4(), "h2", null));
        }
    }
}
