package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.analysis.Analysis;
import dev.sekisho.extrusion.analysis.AnalysisSettings;
import dev.sekisho.extrusion.analysis.ApplicationUses;
import dev.sekisho.extrusion.report.Series;
import dev.sekisho.extrusion.verdict.Verdict;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.wire.SessionEventReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one sensor's traffic is judged by, in memory: the engine's analysis, and what it has to say that is not committed
 * yet. Used by one thread at a time, whoever holds its monitor.
 */
final class SensorAnalysis {
    /** How often the verdicts on pairs that go on are written. */
    private static final Duration VERDICTS_EVERY = Duration.ofSeconds(20);

    private static final Duration WINDOW = Duration.ofDays(1);
    private static final int POINTS = 400;

    /** Streams of which it is remembered how far they have been fed; few go on at a time. */
    private static final int STREAMS = 1000;

    private final Analysis analysis;
    private final Set<Pair> rogue = new HashSet<>();
    private final Map<Pair, SessionKey> touchedRogue = new LinkedHashMap<>();
    private final Map<Pair, SessionKey> unwritten = new LinkedHashMap<>();
    private final Map<AlertKey, Raised> pending = new LinkedHashMap<>();
    private final Map<String, Long> fed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > STREAMS;
        }
    };
    private final Map<String, Long> next = new HashMap<>();
    private long verdictsWritten = System.nanoTime();

    /** Client and server; the port counts only where the server has no name. */
    private record Pair(String client, String server, int port) {
        static Pair of(SessionKey key) {
            return new Pair(key.client(), key.server(), key.isNamed() ? 0 : key.port());
        }
    }

    private record AlertKey(
            String client,
            String pairServer,
            Alert.Kind kind,
            @Nullable String application) {}

    /**
     * An alert that is to be written, with its picture.
     *
     * @param pairServer the server of a rogue pair, empty for an application
     * @param group the nearest group of ordinary traffic, empty where there is none
     */
    record Raised(Alert alert, String pairServer, String group, List<Series.Point> picture) {}

    SensorAnalysis(AnalysisSettings settings) {
        analysis = new Analysis(settings, this::alarmed);
    }

    private void alarmed(Alert alert) {
        SessionKey key = key(alert);
        rogue.add(Pair.of(key));
        touchedRogue.put(Pair.of(key), key);
    }

    private static SessionKey key(Alert alert) {
        return new SessionKey(alert.client(), alert.server(), alert.address(), alert.port());
    }

    /** The number of the batch that is expected next of a stream, null where that must be asked. */
    @Nullable
    Long next(String stream) {
        return next.get(stream);
    }

    void next(String stream, long number) {
        if (next.size() >= STREAMS) {
            next.clear();
        }
        next.put(stream, number);
    }

    void forgetNext(String stream) {
        next.remove(stream);
    }

    /** Takes the events of a batch once, however often it is offered. */
    void feed(String stream, long number, byte[] batch) {
        if (fed.getOrDefault(stream, -1L) >= number) {
            return;
        }
        fed.put(stream, number);
        replay(batch);
    }

    /** Takes events that were committed before this process began. */
    void replay(byte[] batch) {
        SessionEventReader.replay(batch, new Watched());
        touchedRogue.values().forEach(this::noteRogue);
        touchedRogue.clear();
        for (ApplicationUses uses : ApplicationUses.of(analysis.changedApplicationAlerts())) {
            Alert alert = uses.foremost();
            note(alert, "", "", points(key(alert)));
        }
    }

    /** Hands events on and remembers whom they are about. */
    private final class Watched implements SessionSink {
        @Override
        public void exchange(long session, SessionKey key, Exchange exchange) {
            analysis.exchange(session, key, exchange);
            touch(key);
        }

        @Override
        public void recognised(long session, SessionKey key, ProtocolFacts facts) {
            analysis.recognised(session, key, facts);
        }

        @Override
        public void connection(long session, SessionKey key, Connection connection) {
            analysis.connection(session, key, connection);
            touch(key);
        }

        @Override
        public void closed(CommunicationSession session) {
            analysis.closed(session);
            touch(session.key());
        }

        @Override
        public void resolved(String client, String name, String address, Instant time) {
            analysis.resolved(client, name, address, time);
        }

        private void touch(SessionKey key) {
            Pair pair = Pair.of(key);
            unwritten.put(pair, key);
            if (rogue.contains(pair)) {
                touchedRogue.put(pair, key);
            }
        }
    }

    private void noteRogue(SessionKey key) {
        Verdict verdict = analysis.analyzer().verdict(key);
        if (verdict != null && verdict.rogue()) {
            note(verdict.alert(), key.server(), verdict.group(), points(key));
        }
    }

    private void note(Alert alert, String pairServer, String group, List<Series.Point> picture) {
        AlertKey key = new AlertKey(alert.client(), pairServer, alert.kind(), alert.application());
        pending.put(key, new Raised(alert, pairServer, group, picture));
    }

    private List<Series.Point> points(SessionKey key) {
        List<Series.Point> points = analysis.analyzer().turns(key).stream()
                .map(turn -> new Series.Point(turn.time(), turn.bytesUp(), turn.bytesDown()))
                .toList();
        return points.size() <= POINTS ? points : points.subList(points.size() - POINTS, points.size());
    }

    /** Alerts that are not committed yet. */
    List<Raised> raised() {
        return List.copyOf(pending.values());
    }

    /** Verdicts that are due; empty while they have been written not long ago. */
    Collection<Verdict> verdicts(boolean now) {
        if (!now && System.nanoTime() - verdictsWritten < VERDICTS_EVERY.toNanos()) {
            return List.of();
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (SessionKey key : unwritten.values()) {
            Verdict verdict = analysis.analyzer().verdict(key);
            if (verdict != null) {
                verdicts.add(verdict);
            }
        }
        return verdicts;
    }

    /** Whether there are verdicts that nobody has written. */
    boolean hasUnwritten() {
        return !unwritten.isEmpty();
    }

    /** What {@link #raised} and {@link #verdicts} told last has been committed. */
    void committed(boolean withVerdicts) {
        pending.clear();
        if (withVerdicts) {
            unwritten.clear();
            verdictsWritten = System.nanoTime();
        }
        Instant newest = analysis.until();
        if (withVerdicts && newest != null) {
            analysis.forget(newest.minus(WINDOW));
        }
    }
}
