package dev.sekisho.traffic.session;

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
import org.jspecify.annotations.Nullable;

/**
 * The communication sessions that go on, found by client and server.
 *
 * <p>A session is reported as closed when it has been silent for longer than the configured silence and every connection
 * that would still report under it has ended. A pair that speaks again after the silence begins a new session all the
 * same, even on the same connection. Used by one thread.
 */
final class SessionTable {
    private static final int FIRST_BUCKETS = 1024;

    private final SessionSink sink;
    private final Losses losses;
    private final PassiveDns names = new PassiveDns();
    private final long silenceNanos;
    private @Nullable OpenSession[] buckets = new OpenSession[FIRST_BUCKETS];
    private int open;
    private @Nullable OpenSession eldest;
    private @Nullable OpenSession youngest;
    private long nextDue = Long.MAX_VALUE;
    private long sessions;
    private long exchanges;

    SessionTable(SessionSettings settings, SessionSink sink, Losses losses) {
        this.sink = sink;
        this.losses = losses;
        this.silenceNanos = settings.sessionSilence().toNanos();
    }

    long sessions() {
        return sessions;
    }

    long exchanges() {
        return exchanges;
    }

    Losses losses() {
        return losses;
    }

    /**
     * The session of a pair at a time, begun if there is none.
     *
     * @param named whether {@code server} is a name: then the port does not tell sessions apart
     */
    OpenSession at(
            String client, String server, boolean named, String address, int port, long startNanos, long endNanos) {
        int hash = hash(client, server, named ? 0 : port);
        OpenSession session = buckets[hash & buckets.length - 1];
        while (session != null
                && !(session.hash == hash && session.current && isOf(session.key, client, server, named, port))) {
            session = session.nextInBucket;
        }
        if (session != null && isSilentBetween(session, startNanos, endNanos)) {
            session.current = false;
            session = null;
        }
        if (session == null) {
            session = begin(new SessionKey(client, server, address, port), hash, startNanos, endNanos);
        }
        return session;
    }

    private static boolean isOf(SessionKey key, String client, String server, boolean named, int port) {
        return key.client().equals(client)
                && key.server().equals(server)
                && (named ? key.isNamed() : !key.isNamed() && key.port() == port);
    }

    private static int hash(String client, String server, int port) {
        int hash = (client.hashCode() * 31 + server.hashCode()) * 31 + port;
        return hash ^ hash >>> 15;
    }

    /** Whether what happens from {@code startNanos} to {@code endNanos} lies beyond the session's silence. */
    boolean isSilentBetween(OpenSession session, long startNanos, long endNanos) {
        return startNanos - session.endNanos > silenceNanos || session.startNanos - endNanos > silenceNanos;
    }

    private OpenSession begin(SessionKey key, int hash, long startNanos, long endNanos) {
        OpenSession session = new OpenSession(++sessions, key, hash, startNanos);
        session.resolvedName = names.nameOf(key.client(), key.address());
        if (open++ > buckets.length) {
            grow();
        }
        int bucket = hash & buckets.length - 1;
        session.nextInBucket = buckets[bucket];
        buckets[bucket] = session;
        session.dueNanos = endNanos + silenceNanos;
        append(session);
        return session;
    }

    private void grow() {
        @Nullable OpenSession[] wider = new OpenSession[buckets.length * 2];
        for (OpenSession first : buckets) {
            while (first != null) {
                OpenSession next = first.nextInBucket;
                int bucket = first.hash & wider.length - 1;
                first.nextInBucket = wider[bucket];
                wider[bucket] = first;
                first = next;
            }
        }
        buckets = wider;
    }

    private void append(OpenSession session) {
        session.earlier = youngest;
        session.later = null;
        if (youngest == null) {
            eldest = session;
            nextDue = session.dueNanos;
        } else {
            youngest.later = session;
        }
        youngest = session;
    }

    private void unlink(OpenSession session) {
        if (session.earlier == null) {
            eldest = session.later;
        } else {
            session.earlier.later = session.later;
        }
        if (session.later == null) {
            youngest = session.earlier;
        } else {
            session.later.earlier = session.earlier;
        }
        nextDue = eldest == null ? Long.MAX_VALUE : eldest.dueNanos;
    }

    /** Counts an exchange under a session and reports it. */
    void exchange(OpenSession session, Protocol protocol, Exchange exchange, long startNanos, long endNanos) {
        session.startNanos = Math.min(session.startNanos, startNanos);
        session.endNanos = Math.max(session.endNanos, endNanos);
        session.exchanges++;
        session.bytesUp += exchange.bytesUp();
        session.bytesDown += exchange.bytesDown();
        if (session.protocol == Protocol.NONE) {
            session.protocol = protocol;
        }
        HttpRequest request = exchange.request();
        if (session.userAgent == null && request != null) {
            session.userAgent = request.userAgent();
        }
        exchanges++;
        sink.exchange(session.id, session.key, exchange);
    }

    /** Takes what a handshake showed, if it is the session's first. */
    void fingerprint(OpenSession session, TlsFacts facts) {
        if (session.ja3 == null && session.ja4 == null && session.alpn == null) {
            session.ja3 = facts.ja3();
            session.ja4 = facts.ja4();
            session.alpn = facts.alpn().isEmpty() ? null : facts.alpn().getFirst();
        }
    }

    /** Notes that the connection with this number takes part in a session and would report under it. */
    void join(OpenSession session, long connection) {
        session.openConnections++;
        if (session.lastConnection != connection) {
            session.lastConnection = connection;
            session.connections++;
        }
    }

    /** Notes that a connection no longer reports under a session. */
    void leave(OpenSession session, long nowNanos) {
        session.openConnections--;
        if (session.openConnections == 0 && nowNanos - session.endNanos > silenceNanos) {
            close(session);
        }
    }

    /** Reports a connection that ended under its session. */
    void connection(OpenSession session, Connection connection) {
        sink.connection(session.id, session.key, connection);
    }

    /** Takes a DNS answer. */
    void resolved(String client, String name, String address, Instant time) {
        names.put(client, address, name);
        sink.resolved(client, name, address, time);
    }

    /** Closes what has been silent at time {@code nowNanos}. */
    void advance(long nowNanos) {
        while (nowNanos > nextDue) {
            closeOrRequeue(nowNanos);
        }
    }

    private void closeOrRequeue(long nowNanos) {
        OpenSession session = eldest;
        if (session == null) {
            nextDue = Long.MAX_VALUE;
            return;
        }
        long due = session.endNanos + silenceNanos;
        if (due < nowNanos && session.openConnections == 0) {
            close(session);
            return;
        }
        unlink(session);
        session.dueNanos = due < nowNanos ? nowNanos + silenceNanos : due;
        append(session);
        nextDue = eldest == null ? Long.MAX_VALUE : eldest.dueNanos;
    }

    private void close(OpenSession session) {
        unlink(session);
        remove(session);
        sink.closed(session.toRecord());
    }

    private void remove(OpenSession session) {
        int bucket = session.hash & buckets.length - 1;
        OpenSession before = null;
        for (OpenSession at = buckets[bucket]; at != null; at = at.nextInBucket) {
            if (at == session) {
                if (before == null) {
                    buckets[bucket] = at.nextInBucket;
                } else {
                    before.nextInBucket = at.nextInBucket;
                }
                open--;
                return;
            }
            before = at;
        }
    }

    /** Closes everything. */
    void end() {
        for (OpenSession session = eldest; session != null; session = eldest) {
            close(session);
        }
    }
}
