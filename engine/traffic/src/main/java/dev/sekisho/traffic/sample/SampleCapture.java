package dev.sekisho.traffic.sample;

import dev.sekisho.traffic.sample.SampleNetwork.End;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Writes a small made-up capture: two hours of an office of a few PCs that browse, in clear and encrypted, while one of
 * them carries a program that reports to its master every minute and another shares files. The same seed gives the same
 * file. Names end in {@code .example}, addresses outside are those reserved for documentation (RFC 5737).
 */
public final class SampleCapture {
    private static final long MILLISECOND = 1_000_000L;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final long MINUTE = 60 * SECOND;
    private static final long DURATION = 120 * MINUTE;
    private static final int CLIENTS = 5;
    private static final int BEACON_CLIENT = 3;
    private static final int SHARING_CLIENT = 4;
    private static final End RESOLVER = End.of(10, 20, 0, 1, 53);
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String[] SITES = {"news", "shop", "weather", "library", "forum", "trains", "bakery", "museum"};

    private final SampleNetwork network = new SampleNetwork();
    private final Random random;
    private final SampleMessages messages;
    private final long start;
    private final int office;
    private int nextPort = 40_000;

    /**
     * When and where a capture plays.
     *
     * @param startSeconds when it begins, in seconds since 1970
     * @param office the third number of the clients' addresses, 10.20.OFFICE.10 and on
     * @param beacon whether a program reports to its master
     * @param sharing whether a program shares files
     */
    public record Scene(long startSeconds, int office, boolean beacon, boolean sharing) {
        /** The scene of the sample that the documentation shows. */
        public static final Scene DEFAULT = new Scene(1_767_600_000L, 0, true, true);

        public Scene {
            if (office < 0 || office > 255) {
                throw new IllegalArgumentException("an office is a number from 0 to 255, but is " + office);
            }
        }
    }

    private SampleCapture(long seed, Scene scene) {
        start = scene.startSeconds() * SECOND;
        office = scene.office();
        random = new Random(seed);
        messages = new SampleMessages(random);
    }

    /** Writes the capture made from {@code seed} to {@code out} and closes it. */
    public static void write(OutputStream out, long seed) throws IOException {
        write(out, seed, Scene.DEFAULT);
    }

    /** Writes the capture of a scene made from {@code seed} to {@code out} and closes it. */
    public static void write(OutputStream out, long seed, Scene scene) throws IOException {
        SampleCapture sample = new SampleCapture(seed, scene);
        for (int client = 0; client < CLIENTS; client++) {
            sample.browse(client);
        }
        if (scene.beacon()) {
            sample.beacon();
        }
        if (scene.sharing()) {
            sample.shareFiles();
        }
        sample.network.write(out);
    }

    private End client(int client) {
        nextPort = nextPort == 60_000 ? 40_000 : nextPort + 1;
        return End.of(10, 20, office, 10 + client, nextPort);
    }

    /** A person looks at pages, with pauses that have no rhythm. */
    private void browse(int client) {
        long now = start + random.nextLong(10 * MINUTE);
        while (now < start + DURATION) {
            int site = random.nextInt(SITES.length);
            String host = "www." + SITES[site] + ".example";
            int server = End.of(192, 0, 2, 10 + site, 0).address();
            resolve(client, host, server, now);
            now += 60 * MILLISECOND;
            now = site % 2 == 0 ? visitInClear(client, host, server, now) : visitEncrypted(client, host, server, now);
            now += (long) (-Math.log(1 - random.nextDouble()) * 4 * MINUTE) + 5 * SECOND;
        }
    }

    private void resolve(int client, String name, int address, long nanos) {
        End asking = client(client);
        int id = random.nextInt(1 << 16);
        network.datagram(asking, RESOLVER, messages.dnsQuery(id, name), nanos);
        network.datagram(RESOLVER, asking, messages.dnsAnswer(id, name, address), nanos + 20 * MILLISECOND);
    }

    private long visitInClear(int client, String host, int server, long nanos) {
        SampleConnection connection = connect(client, new End(server, 80), nanos);
        int pages = random.nextInt(1, 5);
        for (int page = 0; page < pages; page++) {
            String path = "/articles/" + random.nextInt(1000) + ".html";
            connection.fromClient(messages.get(host, path, BROWSER, ""));
            connection.fromServer(messages.page(random.nextInt(5, 40)));
            int pictures = random.nextInt(4);
            for (int picture = 0; picture < pictures; picture++) {
                String name = "/images/" + random.nextInt(200) + ".jpg";
                connection.fromClient(messages.get(host, name, BROWSER, "http://" + host + path));
                byte[] body = messages.picture(random.nextInt(2000, 25_000));
                connection.fromServer(messages.response("image/jpeg", "ETag: \"" + picture + "\"\r\n", body));
            }
            connection.pause(random.nextInt(2000, 30_000));
        }
        connection.close();
        return connection.nanos();
    }

    private long visitEncrypted(int client, String host, int server, long nanos) {
        boolean version13 = random.nextInt(3) > 0;
        SampleConnection connection = connect(client, new End(server, 443), nanos);
        connection.fromClient(messages.clientHello(host, version13));
        if (version13) {
            connection.fromServer(messages.serverFlight13()).fromClient(messages.encrypted(60));
        } else {
            connection.fromServer(messages.serverFlight12()).fromClient(messages.clientFlight12());
            connection.fromServer(messages.finished());
        }
        int requests = random.nextInt(2, 12);
        for (int request = 0; request < requests; request++) {
            connection.fromClient(messages.encrypted(random.nextInt(200, 900)));
            connection.fromServer(messages.encrypted(random.nextInt(500, 30_000)));
            connection.pause(random.nextInt(50, 8000));
        }
        connection.close();
        return connection.nanos();
    }

    /** A program reports every minute, with a little jitter, whether somebody works or not. */
    private void beacon() {
        String host = "cdn-status.example";
        End master = End.of(203, 0, 113, 66, 80);
        long now = start + 7 * MINUTE;
        resolve(BEACON_CLIENT, host, master.address(), now);
        while (now < start + DURATION) {
            byte[] report = ("id=7f3a91c2&d=" + Long.toHexString(random.nextLong()) + "c0ffee")
                    .getBytes(StandardCharsets.US_ASCII);
            SampleConnection connection = connect(BEACON_CLIENT, master, now + random.nextLong(2 * SECOND));
            connection.fromClient(messages.post(host, "/gate.php", "Mozilla/4.0 (compatible; MSIE 6.0)", report));
            connection.fromServer(messages.response("text/html", "", "ok".getBytes(StandardCharsets.US_ASCII)));
            connection.close();
            now += MINUTE;
        }
    }

    /** A program for sharing files asks its neighbours and fetches from some of them. */
    private void shareFiles() {
        byte[] infoHash = messages.randomBytes(20);
        long now = start + 30 * MINUTE;
        for (int peer = 0; peer < 12; peer++) {
            End remote = End.of(198, 51, 100, 20 + peer, 51_413);
            End local = new End(client(SHARING_CLIENT).address(), 51_413);
            network.datagram(local, remote, messages.torrentPing(), now);
            network.datagram(remote, local, messages.torrentPing(), now + 70 * MILLISECOND);
            SampleConnection connection = connect(SHARING_CLIENT, remote, now + SECOND);
            connection.fromClient(messages.torrentHandshake(infoHash));
            connection.fromServer(messages.torrentHandshake(infoHash));
            for (int piece = 0; piece < 4; piece++) {
                connection.fromClient(messages.randomBytes(17));
                connection.fromServer(messages.randomBytes(16_397));
            }
            connection.pause(3000).close();
            now += 5 * MINUTE;
        }
    }

    private SampleConnection connect(int client, End server, long nanos) {
        return new SampleConnection(network, client(client), server, random.nextInt(), nanos);
    }
}
