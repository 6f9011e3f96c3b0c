package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
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
    /** What one session in memory is reckoned to take, its texts included. */
    private static final int SESSION_BYTES = 1024;

    private static final int MIN_IN_MEMORY = 64;

    private final SessionSink sink;
    private final Losses losses;
    private final PassiveDns names = new PassiveDns();
    private final SessionMap open;
    private final long silenceNanos;
    private long sessions;
    private long exchanges;

    SessionTable(SessionSettings settings, SessionSink sink, Losses losses) {
        this.sink = sink;
        this.losses = losses;
        this.silenceNanos = settings.sessionSilence().toNanos();
        long inMemory = settings.memoryBytes() / 4 / SESSION_BYTES;
        this.open = new SessionMap(Math.clamp(inMemory, MIN_IN_MEMORY, 1 << 24), settings.spillBytes() / 4);
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
        OpenSession session = current(hash, client, server, named, port, startNanos, endNanos);
        return session != null
                ? session
                : begin(new SessionKey(client, server, address, port), hash, startNanos, endNanos);
    }

    /** The same, for a pair whose key is made already. */
    OpenSession at(SessionKey key, long startNanos, long endNanos) {
        boolean named = key.isNamed();
        int hash = hash(key.client(), key.server(), named ? 0 : key.port());
        OpenSession session = current(hash, key.client(), key.server(), named, key.port(), startNanos, endNanos);
        return session != null ? session : begin(key, hash, startNanos, endNanos);
    }

    private @Nullable OpenSession current(
            int hash, String client, String server, boolean named, int port, long startNanos, long endNanos) {
        OpenSession session = open.find(hash, client, server, named, port);
        if (session != null && isSilentBetween(session, startNanos, endNanos)) {
            session.current = false;
            return null;
        }
        return session;
    }

    private static int hash(String client, String server, int port) {
        // mixed one by one: the sums of texts that differ in digits only would collide in great number
        return mix(mix(mix(client.hashCode()) + server.hashCode()) + port);
    }

    private static int mix(int value) {
        int mixed = (value ^ value >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return mixed ^ mixed >>> 16;
    }

    /** Whether what happens from {@code startNanos} to {@code endNanos} lies beyond the session's silence. */
    boolean isSilentBetween(OpenSession session, long startNanos, long endNanos) {
        return startNanos - session.endNanos > silenceNanos || session.startNanos - endNanos > silenceNanos;
    }

    private OpenSession begin(SessionKey key, int hash, long startNanos, long endNanos) {
        OpenSession session = new OpenSession(++sessions, key, hash, startNanos);
        session.resolvedName = names.nameOf(key.client(), key.address());
        session.dueNanos = endNanos + silenceNanos;
        open.add(session);
        return session;
    }

    /** Puts sessions aside that no connection in memory holds, while there are too many. */
    void makeRoom() {
        for (OpenSession excess = open.makeRoom(); excess != null; excess = open.makeRoom()) {
            losses.add(Losses.Reason.EVICTED_SESSION);
            close(excess);
        }
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
        session.connectionsInMemory++;
        makeRoom();
        if (session.lastConnection != connection) {
            session.lastConnection = connection;
            session.connections++;
        }
    }

    /** Notes that a connection no longer reports under a session. */
    void leave(OpenSession session, long nowNanos) {
        session.openConnections--;
        session.connectionsInMemory--;
        if (session.openConnections == 0 && nowNanos - session.endNanos > silenceNanos) {
            close(session);
        }
    }

    /** Notes that a connection that would report under a session is put aside. */
    void connectionPutAside(OpenSession session) {
        session.connectionsInMemory--;
    }

    /** Finds the session under which a connection that was put aside would report; null if it was let go. */
    @Nullable
    OpenSession connectionTakenUp(long id, int hash) {
        OpenSession session = open.find(hash, id);
        if (session != null) {
            session.connectionsInMemory++;
            makeRoom();
        }
        return session;
    }

    /** Reports under a session what one of its connections speaks. */
    void recognised(OpenSession session, ProtocolFacts facts) {
        sink.recognised(session.id, session.key, facts);
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
        while (nowNanos > open.nextDue) {
            OpenSession session = open.due(nowNanos);
            if (session == null) {
                return;
            }
            long due = session.endNanos + silenceNanos;
            if (due < nowNanos && session.openConnections == 0) {
                close(session);
            } else {
                open.requeue(session, due < nowNanos ? nowNanos + silenceNanos : due);
                makeRoom();
            }
        }
    }

    private void close(OpenSession session) {
        open.remove(session);
        sink.closed(session.toRecord());
    }

    /** Closes everything. */
    void end() {
        for (OpenSession session = open.any(); session != null; session = open.any()) {
            close(session);
        }
        open.close();
    }
}
