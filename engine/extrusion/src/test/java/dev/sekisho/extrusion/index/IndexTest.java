package dev.sekisho.extrusion.index;

import static dev.sekisho.extrusion.index.PairScript.certificate;
import static dev.sekisho.extrusion.index.PairScript.key;
import static dev.sekisho.extrusion.index.PairScript.tls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every index computed by hand on four small stories. */
class IndexTest {
    private static final double NONE = Double.NaN;

    /** Six reports, one a minute, from a program that poses as a browser, to an address without a name. */
    private static final Map<Index, Double> REPORTS = new LinkedHashMap<>();

    /** A visit to a web site: a page, its style sheet and picture, later a search. */
    private static final Map<Index, Double> BROWSING = new LinkedHashMap<>();

    /** Four handshakes with a self-made certificate on a standing, hardly used connection. */
    private static final Map<Index, Double> SEALED = new LinkedHashMap<>();

    /** An unknown protocol in which the server speaks unasked and answers late. */
    private static final Map<Index, Double> OPAQUE = new LinkedHashMap<>();

    static {
        Map<Index, Double> reports = REPORTS;
        reports.put(RhythmIndex.VISITS, 6.0);
        reports.put(RhythmIndex.SPAN, 300.0);
        reports.put(RhythmIndex.BEAT_INTERVAL, 60.0);
        reports.put(RhythmIndex.BEAT_COUNT, 5.0);
        reports.put(RhythmIndex.BEAT_JITTER, 0.01);
        reports.put(RhythmIndex.BEAT_SHARE, 1.0);
        // five of five within 15 %: −5 lg(2^−0.85 − 2^−1.15)
        reports.put(RhythmIndex.BEAT_SURPRISE, 4.9115);
        reports.put(RhythmIndex.BEAT_RUN, 5.0);
        // four teeth of four met, each by chance with 1 − exp(−5/300 · 4.8), five combs tried
        reports.put(RhythmIndex.COMB_SURPRISE, 3.7577);
        reports.put(RhythmIndex.BURSTINESS, -1.0);
        reports.put(RhythmIndex.PERIODICITY, 1.0);
        reports.put(RhythmIndex.SKEW, NONE);
        reports.put(RhythmIndex.EVENNESS, 1.0);
        reports.put(RhythmIndex.ALONE, NONE);
        reports.put(RhythmIndex.HELD, 0.0);
        reports.put(RhythmIndex.HOURS, NONE);
        reports.put(VolumeIndex.EXCHANGES, 6.0);
        reports.put(VolumeIndex.SENT, 100.0);
        reports.put(VolumeIndex.RECEIVED, 12.0);
        reports.put(VolumeIndex.SENT_SPREAD, 0.0);
        reports.put(VolumeIndex.RECEIVED_SPREAD, 0.0);
        reports.put(VolumeIndex.SENT_SAMENESS, 1.0);
        reports.put(VolumeIndex.RECEIVED_SAMENESS, 1.0);
        reports.put(VolumeIndex.TURN_SAMENESS, 1.0);
        reports.put(VolumeIndex.VISIT_SPREAD, 0.0);
        reports.put(VolumeIndex.UP_SHARE, 100.0 / 112);
        reports.put(VolumeIndex.UPLOADS, 1.0);
        reports.put(VolumeIndex.SMALL_REPLIES, 1.0);
        reports.put(VolumeIndex.DRIFT, NONE);
        reports.put(VolumeIndex.PUSHES, NONE);
        reports.put(VolumeIndex.UNANSWERED, 0.0);
        reports.put(ShapeIndex.POSTS, 1.0);
        reports.put(ShapeIndex.BARE_POSTS, 1.0);
        reports.put(ShapeIndex.BARE_GETS, 0.0);
        reports.put(ShapeIndex.POST_FIRST, 1.0);
        reports.put(ShapeIndex.PATH_VARIETY, 1.0 / 6);
        reports.put(ShapeIndex.PATH_REPEAT, 1.0);
        // "/gate.php": nine characters, one of them twice: lg2 9 − 2/9 = 2.948, kept in steps of 1/30
        reports.put(ShapeIndex.PATH_ENTROPY, 88 / 30.0);
        reports.put(ShapeIndex.ENCODED_TARGETS, 0.0);
        reports.put(ShapeIndex.QUERY_ENTROPY, NONE);
        reports.put(ShapeIndex.DEPTH, 1.0);
        reports.put(ShapeIndex.REFERERS, 0.0);
        reports.put(ShapeIndex.MISSING_HEADERS, 3.0);
        reports.put(ShapeIndex.HEADERS, 3.0);
        reports.put(ShapeIndex.OLD_VERSION, 0.0);
        reports.put(ShapeIndex.NO_HOST, 0.0);
        reports.put(ShapeIndex.UNDECLARED_BODIES, 0.0);
        reports.put(ShapeIndex.MISDECLARED_BODIES, 1.0);
        reports.put(ShapeIndex.OPAQUE_BODIES, 1.0);
        reports.put(ShapeIndex.MISDECLARED_REPLIES, 0.0);
        reports.put(ShapeIndex.OPAQUE_REPLIES, 0.0);
        reports.put(ShapeIndex.STATIC_POSTS, 0.0);
        reports.put(IdentityIndex.LITERAL, 1.0);
        reports.put(IdentityIndex.UNUSED_NAME, 0.0);
        reports.put(IdentityIndex.RANDOM_NAME, NONE);
        reports.put(IdentityIndex.UNUSUAL_ZONE, NONE);
        reports.put(IdentityIndex.ODD_PORT, 0.5);
        reports.put(IdentityIndex.NO_AGENT, 0.0);
        reports.put(IdentityIndex.ODD_AGENT, 0.0);
        reports.put(IdentityIndex.BROWSER_AGENT, 1.0);
        reports.put(IdentityIndex.AGENT_COMPANY, NONE);
        reports.put(IdentityIndex.AGENTS, 1.0);
        reports.put(ContextIndex.CONNECTIONS, 6.0);
        reports.put(ContextIndex.TURNS, 1.0);
        reports.put(ContextIndex.CONNECTION_LENGTH, 1.0);
        reports.put(ContextIndex.LONGEST, 1.0);
        reports.put(ContextIndex.TRICKLE, 0.0);
        // a minute lies between them, so that no row has more than one
        reports.put(ContextIndex.REDIALS, 1.0);
        reports.put(ContextIndex.LEFT_OPEN, 0.0);
        reports.put(ContextIndex.UNUSED, 0.0);
        reports.put(ContextIndex.FAILURES, 0.0);
        reports.put(ContextIndex.SAME_PATH, 0.0);
        reports.put(ContextIndex.SAME_POST, 0.0);
        reports.put(ContextIndex.SERVER_CLIENTS, NONE);

        Map<Index, Double> browsing = BROWSING;
        browsing.put(RhythmIndex.VISITS, 2.0);
        browsing.put(ShapeIndex.POSTS, 0.25);
        browsing.put(ShapeIndex.BARE_POSTS, 0.0);
        browsing.put(ShapeIndex.BARE_GETS, 0.0);
        browsing.put(ShapeIndex.POST_FIRST, 0.0);
        browsing.put(ShapeIndex.PATH_VARIETY, 1.0);
        browsing.put(ShapeIndex.PATH_REPEAT, 0.25);
        browsing.put(ShapeIndex.REFERERS, 1.0);
        browsing.put(ShapeIndex.SELF_REFERERS, 0.0);
        browsing.put(ShapeIndex.REFERRED, 1.0);
        browsing.put(ShapeIndex.ASSETS, 0.5);
        browsing.put(ShapeIndex.PAGES, 0.25);
        browsing.put(ShapeIndex.ERRORS, 0.25);
        browsing.put(RhythmIndex.ALONE, NONE);
        browsing.put(ContextIndex.REDIALS, 0.0);
        browsing.put(ShapeIndex.EMPTY_REPLIES, 0.0);
        browsing.put(ShapeIndex.CACHEABLE, 0.5);
        browsing.put(ShapeIndex.COOKIES, 0.25);
        browsing.put(ShapeIndex.PAGE_SCRIPTS, 0.25);
        browsing.put(ShapeIndex.MISSING_HEADERS, 0.0);
        browsing.put(ShapeIndex.PROGRAMS, 0.0);
        browsing.put(ShapeIndex.STATUS_CHECKS, 0.0);
        browsing.put(ShapeIndex.OTHER_METHODS, 0.0);
        browsing.put(IdentityIndex.LITERAL, 0.0);
        browsing.put(IdentityIndex.UNRESOLVED, 0.0);
        browsing.put(IdentityIndex.RANDOM_NAME, 0.0);
        browsing.put(IdentityIndex.UNUSUAL_ZONE, 0.0);
        browsing.put(IdentityIndex.ODD_PORT, 0.0);

        Map<Index, Double> sealed = SEALED;
        sealed.put(IdentityIndex.TLS_WITHOUT_NAME, 1.0);
        sealed.put(IdentityIndex.TLS_WITHOUT_ALPN, 1.0);
        sealed.put(IdentityIndex.TLS_OLD, 1.0);
        sealed.put(IdentityIndex.RESUMED, 0.0);
        sealed.put(IdentityIndex.SELF_SIGNED, 1.0);
        sealed.put(IdentityIndex.CERTIFICATE_MISFIT, NONE);
        sealed.put(IdentityIndex.CERTIFICATE_AGE, 2.0);
        sealed.put(IdentityIndex.CERTIFICATE_VALIDITY, 3650.0);
        sealed.put(IdentityIndex.CHAIN, 1.0);
        sealed.put(IdentityIndex.FINGERPRINT_COMPANY, NONE);
        sealed.put(IdentityIndex.ODD_PORT, 1.0);
        sealed.put(ContextIndex.NAMELESS_COMPANY, 1.0);
        sealed.put(ContextIndex.FAILURES, 0.5);
        // 999 s over which 600 bytes went: lg(1 + 999)
        sealed.put(ContextIndex.TRICKLE, 3.0);
        sealed.put(ContextIndex.AGENT_CLIENTS, NONE);
        sealed.put(ContextIndex.FINGERPRINT_CLIENTS, NONE);

        // visits at 0, 300 and 600 s, the other server is spoken with at 500 s only
        sealed.put(RhythmIndex.ALONE, 1.0);

        Map<Index, Double> opaque = OPAQUE;
        opaque.put(VolumeIndex.PUSHES, 0.375);
        opaque.put(VolumeIndex.UNANSWERED, 0.125);
        opaque.put(RhythmIndex.HELD, 3.0 / 7);
        // sent and received in the first four 40 each time, in the last four 200: lg2(216/56)
        opaque.put(VolumeIndex.DRIFT, 1.9475);
        opaque.put(RhythmIndex.HOURS, 7.0 / 8);
        // seven intervals of an hour, five equal and two that are not: 1800 s and 5400 s
        opaque.put(RhythmIndex.SKEW, 0.0);
    }

    @Test
    void reports() {
        PairScript script = new PairScript();
        SessionKey server = key("198.51.100.7", "198.51.100.7", 4444);
        for (int i = 0; i < 6; i++) {
            script.http(
                    server,
                    60 * i,
                    new PairScript.Request("POST", "/gate.php")
                            .agent("Mozilla/4.0 (compatible; MSIE 8.0)")
                            .headers("Host", "User-Agent", "Content-Length")
                            .body("application/x-www-form-urlencoded", 100, 6.5, BodyType.BINARY),
                    new PairScript.Response(200).body("text/html", 12, 3, BodyType.TEXT));
            script.connection(server, Protocol.HTTP, 60 * i, 1, 1, null);
        }

        assertMeasured(script.measured(server), REPORTS);
    }

    @Test
    void browsing() {
        PairScript script = new PairScript();
        SessionKey server = key("www.theater.com", "203.0.113.5", 80);
        script.activity.resolved("10.0.0.1", "www.theater.com", "203.0.113.5", PairScript.EPOCH);
        String agent =
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36";
        String[] headers = {"Host", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding"};
        script.http(
                server,
                0,
                new PairScript.Request("GET", "/").agent(agent).headers(headers).referer("http://news.example/a"),
                new PairScript.Response(200).body("text/html", 5000, 4, BodyType.HTML));
        script.http(
                server,
                0.3,
                new PairScript.Request("GET", "/style.css")
                        .agent(agent)
                        .headers(headers)
                        .referer("http://www.theater.com/"),
                new PairScript.Response(200).cacheable().body("text/css", 900, 4, BodyType.TEXT));
        script.http(
                server,
                0.5,
                new PairScript.Request("GET", "/logo.png")
                        .agent(agent)
                        .headers(headers)
                        .referer("http://www.theater.com/"),
                new PairScript.Response(200).cacheable().body("image/png", 900, 7, BodyType.IMAGE));
        script.http(
                server,
                60,
                new PairScript.Request("POST", "/search")
                        .agent(agent)
                        .headers("Host", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Origin")
                        .referer("http://www.theater.com/")
                        .cookie()
                        .body("application/x-www-form-urlencoded", 20, 3, BodyType.FORM),
                new PairScript.Response(404).body("application/json", 30, 3, BodyType.JSON));
        script.connection(server, Protocol.HTTP, 0, 61, 4, null);

        assertMeasured(script.measured(server), BROWSING);
    }

    @Test
    void sealed() {
        PairScript script = new PairScript();
        SessionKey server = key("198.51.100.9", "198.51.100.9", 447);
        SessionKey other = key("198.51.100.10", "198.51.100.10", 447);
        for (int i = 0; i < 3; i++) {
            script.turn(server, 300 * i, 1, 100, 100);
        }
        script.connection(
                server,
                Protocol.TLS,
                0,
                999,
                3,
                tls(null, List.of(), 0x0301, certificate("Some Body", 2, 3650, 1, true)));
        script.refused(server, 1000);
        script.turn(other, 500, 1, 100, 100);
        script.connection(other, Protocol.TLS, 500, 2, 1, tls(null, List.of(), 0x0301, null));

        assertMeasured(script.measured(server), SEALED);
    }

    @Test
    void certificateFitsTheNamesThatItIsMadeOutFor() {
        PairScript script = new PairScript();
        SessionKey fitting = key("www.example.com", "203.0.113.8", 443);
        SessionKey other = key("www.example.org", "203.0.113.9", 443);
        for (SessionKey each : List.of(fitting, other)) {
            script.turn(each, 0, 1, 100, 100);
            script.connection(
                    each,
                    Protocol.TLS,
                    0,
                    2,
                    1,
                    tls(each.server(), List.of(), 0x0303, certificate("*.example.com", 2, 90, 2, false)));
        }

        assertMeasured(script.measured(fitting), Map.of(IdentityIndex.CERTIFICATE_MISFIT, 0.0));
        assertMeasured(script.measured(other), Map.of(IdentityIndex.CERTIFICATE_MISFIT, 1.0));
    }

    @Test
    void countsConnectionsInARow() {
        PairScript script = new PairScript();
        SessionKey server = key("poll.example.com", "203.0.113.10", 443);
        double[] starts = {0, 5, 10, 30, 33, 36, 39};
        for (double start : starts) {
            script.turn(server, start, 0.5, 100, 100);
            script.connection(server, Protocol.TLS, start, 1, start == 39 ? 3 : 1, null);
        }

        // 0, 5 and 10 s, then 30, 33 and 36 s; the one at 39 s carries three exchanges
        assertMeasured(script.measured(server), Map.of(ContextIndex.REDIALS, 3.0));
    }

    @Test
    void countsConnectionsMadeWhileAnOlderOneStoodOpen() {
        PairScript script = new PairScript();
        SessionKey server = key("poll.example.com", "203.0.113.10", 443);
        double[][] startsAndLengths = {{0, 100}, {5, 2}, {60, 30}, {95, 5}, {120, 5}};
        for (double[] each : startsAndLengths) {
            script.turn(server, each[0], 0.5, 100, 100);
            script.connection(server, Protocol.TLS, each[0], each[1], each[0] == 95 ? 0 : 1, null);
        }

        // those at 60 and 95 s; the one at 5 s belongs to the same visit as that at 0 s, which is over at 120 s
        assertMeasured(script.measured(server), Map.of(ContextIndex.LEFT_OPEN, 0.5, ContextIndex.UNUSED, 0.2));
    }

    @Test
    void noticesAnAddressInPlaceOfTheNameThatWasAskedFor() {
        PairScript script = new PairScript();
        SessionKey server = key("203.0.113.12", "203.0.113.12", 80);
        script.activity.resolved("10.0.0.1", "gate.example", "203.0.113.12", PairScript.at(0));
        script.http(server, 1, new PairScript.Request("GET", "/"), null);
        SessionKey named = key("www.example", "203.0.113.12", 80);
        script.http(named, 2, new PairScript.Request("GET", "/"), null);

        assertMeasured(script.measured(server), Map.of(IdentityIndex.UNUSED_NAME, 1.0, IdentityIndex.LITERAL, 0.0));
        assertMeasured(script.measured(named), Map.of(IdentityIndex.UNUSED_NAME, 0.0));
    }

    @Test
    void opaque() {
        PairScript script = new PairScript();
        SessionKey server = key("198.51.100.11", "198.51.100.11", 9999);
        double[] starts = {0, 3600, 7200, 10_800, 14_400, 16_200, 21_600, 25_200};
        for (int i = 0; i < 8; i++) {
            long bytes = i < 4 ? 20 : 100;
            if (i % 2 == 0) {
                script.turn(server, starts[i], i == 0 ? 1 : 6, bytes, bytes);
            } else {
                script.turn(server, starts[i], 0.5, 0, i == 7 ? 0 : 2 * bytes);
            }
        }
        script.connection(server, Protocol.OTHER, 0, 25_201, 8, null);

        assertMeasured(script.measured(server), OPAQUE);
    }

    @Test
    void everyIndexIsComputedByHandSomewhere() {
        Set<Index> missing = new HashSet<>(Catalogue.indexes());
        List.of(REPORTS, BROWSING, SEALED, OPAQUE).forEach(story -> missing.removeAll(story.keySet()));

        assertThat(missing).isEmpty();
    }

    @Test
    void valuesStayWithinTheirRange() {
        PairScript script = new PairScript();
        SessionKey server = key("example.com", "203.0.113.6", 443);
        script.turn(server, 0, 0.1, 0, 0);
        script.turn(server, 0, 0, 1L << 40, 1L << 40);

        double[] values = script.measured(server);

        for (Index index : Catalogue.indexes()) {
            double value = values[index.position()];
            if (!Double.isNaN(value)) {
                assertThat(value)
                        .as(index.id())
                        .isBetween(
                                index.description().least(), index.description().greatest());
            }
        }
    }

    private static void assertMeasured(double[] values, Map<Index, Double> expected) {
        List<String> wrong = new ArrayList<>();
        expected.forEach((index, value) -> {
            double measured = values[index.position()];
            boolean equal = Double.isNaN(value) ? Double.isNaN(measured) : Math.abs(measured - value) < 1e-3;
            if (!equal) {
                wrong.add(index.id() + " is " + measured + ", by hand " + value);
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(values.length).isCloseTo(Catalogue.SIZE, within(0));
    }
}
