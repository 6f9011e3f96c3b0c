package dev.sekisho.traffic.session;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.TlsFacts;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins exchanges and connections, given one by one with their keys, into communication sessions.
 *
 * <p>Meant for inputs that name the parties of every row, such as logs. Things may come somewhat out of order: what is
 * late joins the session of its pair that is open. Used by one thread.
 */
public final class SessionAssembler {
    /** What one open session is reckoned to take in memory, its strings included. */
    private static final long BYTES_PER_SESSION = 1024;

    /** How many resolved names are remembered. */
    private static final int MAX_NAMES = 65_536;

    private final SessionSink sink;
    private final Losses losses;
    private final long maxSessions;
    private final long silenceSeconds;
    private final LinkedHashMap<Pair, OpenSession> open = new LinkedHashMap<>(256, 0.75f, true);
    private final Map<Resolution, String> names = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Resolution, String> eldest) {
            return size() > MAX_NAMES;
        }
    };
    private Instant latest = Instant.MIN;
    private long sessions;
    private long exchanges;
    private long connections;

    /** Reports to {@code sink} and counts sessions that had to be let go in {@code losses}. */
    public SessionAssembler(SessionSettings settings, SessionSink sink, Losses losses) {
        this.sink = sink;
        this.losses = losses;
        this.silenceSeconds = settings.sessionSilence().toSeconds();
        this.maxSessions = Math.max(16, settings.memoryBytes() / 4 / BYTES_PER_SESSION);
    }

    private record Pair(String client, String server, int port) {
        static Pair of(SessionKey key) {
            return new Pair(key.client(), key.server(), key.isNamed() ? 0 : key.port());
        }
    }

    private record Resolution(String client, String address) {}

    /** Takes a complete exchange. */
    public void exchange(SessionKey key, Protocol protocol, Exchange exchange) {
        OpenSession session = sessionAt(key, exchange.start(), exchange.end());
        if (session.protocol == Protocol.NONE) {
            session.protocol = protocol;
        }
        session.exchanges++;
        session.bytesUp += exchange.bytesUp();
        session.bytesDown += exchange.bytesDown();
        HttpRequest request = exchange.request();
        if (request != null && session.userAgent == null) {
            session.userAgent = request.userAgent();
        }
        exchanges++;
        sink.exchange(session.id, session.key, exchange);
    }

    /** Takes a connection that ended. */
    public void connection(SessionKey key, Connection connection) {
        OpenSession session = sessionAt(key, connection.start(), connection.end());
        if (session.protocol == Protocol.NONE) {
            session.protocol = connection.protocol();
        }
        session.connections++;
        TlsFacts tls = connection.tls();
        if (tls != null && !session.sawTls) {
            session.sawTls = true;
            session.ja3 = tls.ja3();
            session.ja4 = tls.ja4();
            session.alpn = tls.alpn().isEmpty() ? null : tls.alpn().getFirst();
        }
        connections++;
        sink.connection(session.id, session.key, connection);
    }

    /** Takes a DNS answer. */
    public void resolved(String client, String name, String address, Instant time) {
        names.put(new Resolution(client, address), name);
        sink.resolved(client, name, address, time);
    }

    /** Closes every session that is still open. */
    public void end() {
        for (OpenSession session : open.values()) {
            close(session);
        }
        open.clear();
    }

    /** The number of sessions begun so far. */
    public long sessions() {
        return sessions;
    }

    /** The number of exchanges taken so far. */
    public long exchanges() {
        return exchanges;
    }

    /** The number of connections taken so far. */
    public long connections() {
        return connections;
    }

    private OpenSession sessionAt(SessionKey key, Instant start, Instant end) {
        if (end.isAfter(latest)) {
            latest = end;
            closeSilent();
        }
        Pair pair = Pair.of(key);
        OpenSession session = open.get(pair);
        if (session != null && isSilentBetween(session.end, start)) {
            close(session);
            open.remove(pair);
            session = null;
        }
        if (session == null) {
            session = new OpenSession(++sessions, key, start, end);
            session.resolvedName = names.get(new Resolution(key.client(), key.address()));
            open.put(pair, session);
            if (open.size() > maxSessions) {
                evictEldest();
            }
        }
        if (start.isBefore(session.start)) {
            session.start = start;
        }
        if (end.isAfter(session.end)) {
            session.end = end;
        }
        return session;
    }

    private boolean isSilentBetween(Instant earlier, Instant later) {
        return later.isAfter(earlier) && later.minusSeconds(silenceSeconds).isAfter(earlier);
    }

    /** Closes from the least recently used end; a session used out of order is closed by its own next use instead. */
    private void closeSilent() {
        Iterator<OpenSession> eldest = open.values().iterator();
        while (eldest.hasNext()) {
            OpenSession session = eldest.next();
            if (!isSilentBetween(session.end, latest)) {
                return;
            }
            close(session);
            eldest.remove();
        }
    }

    private void evictEldest() {
        Iterator<OpenSession> eldest = open.values().iterator();
        close(eldest.next());
        eldest.remove();
        losses.add(Losses.Reason.EVICTED_SESSION);
    }

    private void close(OpenSession session) {
        sink.closed(new CommunicationSession(
                session.id,
                session.key,
                session.protocol,
                session.start,
                session.end,
                session.connections,
                session.exchanges,
                session.bytesUp,
                session.bytesDown,
                session.userAgent,
                session.ja3,
                session.ja4,
                session.alpn,
                session.resolvedName));
    }

    private static final class OpenSession {
        final long id;
        final SessionKey key;
        Instant start;
        Instant end;
        Protocol protocol = Protocol.NONE;
        int connections;
        int exchanges;
        long bytesUp;
        long bytesDown;
        boolean sawTls;

        @Nullable
        String userAgent;

        @Nullable
        String ja3;

        @Nullable
        String ja4;

        @Nullable
        String alpn;

        @Nullable
        String resolvedName;

        OpenSession(long id, SessionKey key, Instant start, Instant end) {
            this.id = id;
            this.key = key;
            this.start = start;
            this.end = end;
        }
    }
}
