package dev.sekisho.bench.synthetic;

import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.capture.PacketHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A synthetic stretch of an organisation's traffic: people at browsers by the hours of an office, pollers, players, API
 * clients, and as many beacons as asked for.
 *
 * <ul>
 *   <li>Equal settings give equal output, whether as session events or as packets.
 *   <li>It is streamed: memory grows with the pairs that are open, not with the length.
 *   <li>Client {@code i} has the address {@code 10.64.0.0 + 1 + i}; the beacons' servers are named {@code b<n>.example}, and
 *       beacon {@code n} runs on client {@code n * 7919 mod clients}.
 * </ul>
 */
@SuppressWarnings("JavaInstantGetSecondsGetNano") // the seconds are taken just before
public final class SyntheticDay {
    static final int FIRST_CLIENT = 0x0a40_0001;
    static final int LARGEST = 2_000_000;
    private static final int FIRST_SERVER = 0xc613_0001;
    private static final int MOST_SITES = 4_000;
    private static final int THIRD_PARTIES = 60;
    private static final int SERVICES = 80;
    private static final int BEACON_STRIDE = 7_919;
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15");
    private static final double[] PERIODS = {10, 15, 30, 30, 60, 60, 60, 120, 300, 300, 600, 900, 3600};
    private static final double[] JITTERS = {0, 0, 0.005, 0.02, 0.05, 0.1, 0.3};

    /**
     * What to make.
     *
     * @param seed of everything random
     * @param clients 1 to 2,000,000
     * @param start first moment
     * @param length how long
     * @param beacons one beacon each
     */
    public record Settings(long seed, int clients, Instant start, Duration length, List<BeaconPlan> beacons) {
        public Settings {
            beacons = List.copyOf(beacons);
            if (clients < 1 || clients > LARGEST) {
                throw new IllegalArgumentException("clients must be between 1 and " + LARGEST + ", but is " + clients);
            }
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("length must be positive, but is " + length);
            }
        }
    }

    /** An actor and the time at which it acts next; the number decides between equal times. */
    private record Turn(long nanos, int number, Actor actor) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime != 0 ? byTime : Integer.compare(number, other.number);
        }
    }

    private final Settings settings;
    private final SplittableRandom random;
    private final List<SyntheticServer> sites = new ArrayList<>();
    private final List<SyntheticServer> thirds = new ArrayList<>();
    private final List<SyntheticServer> services = new ArrayList<>();
    private final PriorityQueue<Turn> turns = new PriorityQueue<>();
    private final long start;
    private int servers;

    private SyntheticDay(Settings settings) {
        this.settings = settings;
        random = new SplittableRandom(settings.seed());
        start = settings.start().getEpochSecond() * Actor.SECOND
                + settings.start().getNano();
        addServers(sites, "www.s", Math.min(MOST_SITES, 40 + settings.clients() / 2));
        addServers(thirds, "cdn.t", THIRD_PARTIES);
        addServers(services, "api.v", SERVICES);
        for (int client = 0; client < settings.clients(); client++) {
            addClient(client, random.split());
        }
        for (int n = 0; n < settings.beacons().size(); n++) {
            addBeacon(n, settings.beacons().get(n), random.split());
        }
    }

    /** Reports everything as session events, as reading the packets of {@link #toPackets} would. */
    public static void toSessions(Settings settings, SessionSink sink) {
        new SyntheticDay(settings).play(new SessionEvents(sink));
    }

    /** Sends everything as Ethernet frames in the order of their times. */
    public static void toPackets(Settings settings, PacketHandler out) {
        new SyntheticDay(settings).play(new FrameEvents(out, settings.seed()));
    }

    private void play(ExchangeSink out) {
        long end = start + settings.length().toNanos();
        while (!turns.isEmpty() && turns.peek().nanos() < end) {
            Turn turn = turns.remove();
            out.reached(turn.nanos());
            turns.add(new Turn(turn.actor().act(turn.nanos(), out), turn.number(), turn.actor()));
        }
        out.finish();
    }

    private void addServers(List<SyntheticServer> into, String prefix, int count) {
        for (int n = 0; n < count; n++) {
            into.add(server(prefix + n + ".example", random.nextInt(4) > 0));
        }
    }

    private SyntheticServer server(String name, boolean tls) {
        return new SyntheticServer(
                name,
                FIRST_SERVER + servers++,
                tls ? 443 : 80,
                tls ? Protocol.TLS : Protocol.HTTP,
                Duration.ofSeconds(5L << random.nextInt(6)));
    }

    private void addClient(int client, SplittableRandom own) {
        String agent = AGENTS.get(own.nextInt(AGENTS.size()));
        if (own.nextInt(5) > 0) {
            List<SyntheticServer> favourites = new ArrayList<>();
            for (int i = 3 + own.nextInt(12); i > 0; i--) {
                favourites.add(sites.get((int) (sites.size() * Math.pow(own.nextDouble(), 3))));
            }
            add(
                    new Actor.Browsing(client, agent, favourites, thirds, own.split()),
                    OfficeHours.later(start, own.nextInt(60) * Actor.SECOND, own));
        }
        for (int i = 1 + own.nextInt(4); i > 0; i--) {
            addPoller(client, own);
        }
        if (own.nextInt(20) == 0) {
            add(
                    new Actor.Streaming(client, agent, anyService(own), own.split()),
                    OfficeHours.later(start, own.nextInt(2400) * Actor.SECOND, own));
        }
        if (own.nextInt(5) == 0) {
            add(
                    new Actor.ApiCalls(client, "api-client/2.0", anyService(own), own.split()),
                    OfficeHours.later(start, own.nextInt(300) * Actor.SECOND, own));
        }
    }

    private void addPoller(int client, SplittableRandom own) {
        double seconds = PERIODS[own.nextInt(PERIODS.length)];
        int report = own.nextInt(2) == 0 ? 0 : (int) Actor.logNormal(own, 300, 0.9) + 1;
        add(
                new Actor.Poller(
                        client,
                        "agent-" + own.nextInt(12) + "/1." + own.nextInt(9),
                        anyService(own),
                        report > 0 ? "/collect" : "/v" + own.nextInt(5) + "/latest.json",
                        seconds,
                        JITTERS[own.nextInt(JITTERS.length)],
                        report,
                        1 + own.nextInt(20),
                        200 + own.nextInt(4000),
                        own.split()),
                start + (long) (own.nextDouble() * seconds * Actor.SECOND));
    }

    private void addBeacon(int number, BeaconPlan plan, SplittableRandom own) {
        int client = (int) ((long) number * BEACON_STRIDE % settings.clients());
        SyntheticServer server = server("b" + number + ".example", plan.tls());
        add(
                new Actor.Beacon(client, server, plan, own.split()),
                start + (long) (own.nextDouble() * plan.sleepSeconds() * Actor.SECOND));
    }

    private SyntheticServer anyService(SplittableRandom own) {
        return services.get(own.nextInt(services.size()));
    }

    private void add(Actor actor, long nanos) {
        turns.add(new Turn(nanos, turns.size(), actor));
    }
}
