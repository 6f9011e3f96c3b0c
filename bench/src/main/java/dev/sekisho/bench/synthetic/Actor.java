package dev.sekisho.bench.synthetic;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A program or person that makes exchanges. Each actor has a random source of its own, so that what it does depends on
 * the seed and itself only.
 */
sealed interface Actor {
    /** Makes the exchanges due at {@code now} and returns when it wants to act next, both in nanoseconds since 1970. */
    long act(long now, ExchangeSink out);

    /** Nanoseconds of a second. */
    long SECOND = 1_000_000_000L;

    /** A log-normal number with the given median. */
    static double logNormal(SplittableRandom random, double median, double sigma) {
        return median * Math.exp(sigma * random.nextGaussian());
    }

    /** {@code value} within {@code 1 ± share}, uniformly. */
    static double jittered(SplittableRandom random, double value, double share) {
        return share == 0 ? value : value * (1 + share * (2 * random.nextDouble() - 1));
    }

    /** A person at a browser: pages with their assets in a burst, then reading, by the hours of an office. */
    record Browsing(
            int client,
            String userAgent,
            List<SyntheticServer> sites,
            List<SyntheticServer> thirds,
            SplittableRandom random)
            implements Actor {
        private static final List<String> TYPES = List.of(
                "text/css", "application/javascript", "image/jpeg", "image/png", "font/woff2", "application/json");

        @Override
        public long act(long now, ExchangeSink out) {
            SyntheticServer site = sites.get((int) (sites.size() * Math.pow(random.nextDouble(), 2)));
            String path = "/" + random.nextInt(40) + "/" + Integer.toString(random.nextInt(1 << 20), 36);
            String page = (site.port() == 443 ? "https://" : "http://") + site.name() + path;
            out.exchange(get(now, site, path, "", "text/html", logNormal(random, 18_000, 0.8)));
            int assets = (int) Math.min(60, logNormal(random, 9, 0.8));
            long at = now + (long) (0.15 * SECOND);
            for (int i = 0; i < assets; i++) {
                SyntheticServer from = random.nextInt(3) == 0 ? site : thirds.get(random.nextInt(thirds.size()));
                String type = TYPES.get(random.nextInt(TYPES.size()));
                at += (long) (random.nextDouble() * 0.06 * SECOND);
                out.exchange(get(
                        at,
                        from,
                        "/a/" + Integer.toString(random.nextInt(1 << 24), 36),
                        page,
                        type,
                        logNormal(random, 12_000, 1.2)));
            }
            return OfficeHours.later(now, (long) (logNormal(random, 25, 1.0) * SECOND), random);
        }

        private PlannedExchange get(
                long at, SyntheticServer server, String path, String referer, String type, double bytes) {
            boolean fresh = random.nextInt(8) != 0 || referer.isEmpty();
            return new PlannedExchange(
                    at,
                    client,
                    server,
                    userAgent,
                    "GET",
                    path,
                    referer,
                    0,
                    fresh ? 200 : 304,
                    type,
                    fresh ? (int) Math.min(4e6, bytes) : 0,
                    (long) (logNormal(random, 0.05, 0.6) * SECOND));
        }
    }

    /**
     * A program that asks or reports at fixed times: update checks, telemetry, feeds.
     *
     * @param seconds period
     * @param jitter share of the period by which a time moves
     * @param requestBody bytes sent each time, 0 for a GET
     * @param changes one in how many answers is news; the others are 304, or 204 to a report
     */
    record Poller(
            int client,
            String userAgent,
            SyntheticServer server,
            String path,
            double seconds,
            double jitter,
            int requestBody,
            int changes,
            int responseBody,
            SplittableRandom random)
            implements Actor {
        @Override
        public long act(long now, ExchangeSink out) {
            boolean news = random.nextInt(changes) == 0;
            int status = news ? 200 : requestBody > 0 ? 204 : 304;
            out.exchange(new PlannedExchange(
                    now,
                    client,
                    server,
                    userAgent,
                    requestBody > 0 ? "POST" : "GET",
                    path,
                    "",
                    requestBody,
                    status,
                    "application/json",
                    news ? responseBody : 0,
                    (long) (logNormal(random, 0.04, 0.4) * SECOND)));
            return now + (long) (jittered(random, seconds, jitter) * SECOND);
        }
    }

    /** A player: some minutes of a segment every few seconds, then a long pause. */
    record Streaming(int client, String userAgent, SyntheticServer server, SplittableRandom random) implements Actor {
        @Override
        public long act(long now, ExchangeSink out) {
            out.exchange(new PlannedExchange(
                    now,
                    client,
                    server,
                    userAgent,
                    "GET",
                    "/s/" + now / SECOND / 4 + ".ts",
                    "",
                    0,
                    200,
                    "video/mp2t",
                    (int) (300_000 * (0.8 + 0.4 * random.nextDouble())),
                    (long) (0.08 * SECOND)));
            return random.nextInt(60) == 0
                    ? OfficeHours.later(now, (long) (logNormal(random, 2400, 0.7) * SECOND), random)
                    : now + 4 * SECOND;
        }
    }

    /** A program that works with an API in bursts of calls. */
    record ApiCalls(int client, String userAgent, SyntheticServer server, SplittableRandom random) implements Actor {
        @Override
        public long act(long now, ExchangeSink out) {
            long at = now;
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                boolean writes = random.nextInt(3) == 0;
                out.exchange(new PlannedExchange(
                        at,
                        client,
                        server,
                        userAgent,
                        writes ? "POST" : "GET",
                        "/api/v1/items/" + random.nextInt(5000),
                        "",
                        writes ? (int) logNormal(random, 400, 0.8) : 0,
                        200,
                        "application/json",
                        (int) logNormal(random, 1500, 1.0),
                        (long) (logNormal(random, 0.08, 0.5) * SECOND)));
                at += (long) (logNormal(random, 0.4, 0.5) * SECOND);
            }
            return OfficeHours.later(at, (long) (logNormal(random, 90, 1.0) * SECOND), random);
        }
    }

    /** Command and control as its textbooks have it: sleep, ask, now and then be told to do something. */
    record Beacon(int client, SyntheticServer server, BeaconPlan plan, SplittableRandom random) implements Actor {
        @Override
        public long act(long now, ExchangeSink out) {
            boolean tasked = random.nextInt(plan.taskedOneIn()) == 0;
            int up = plan.post() ? (int) jittered(random, plan.requestBytes(), plan.sizeJitter()) : 0;
            int down = (int) jittered(random, tasked ? plan.taskBytes() : plan.responseBytes(), plan.sizeJitter());
            out.exchange(new PlannedExchange(
                    now,
                    client,
                    server,
                    plan.userAgent(),
                    plan.post() ? "POST" : "GET",
                    plan.path(),
                    "",
                    up,
                    200,
                    "text/html",
                    down,
                    (long) (logNormal(random, 0.09, 0.3) * SECOND)));
            return now + (long) (jittered(random, plan.sleepSeconds(), plan.jitter()) * SECOND);
        }
    }
}
