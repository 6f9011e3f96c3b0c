package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.stream.TurnTaking;
import java.time.Instant;

/**
 * Joins exchanges and connections, given one by one with their keys, into communication sessions.
 *
 * <p>Meant for inputs that name the parties of every row, such as logs. Things may come somewhat out of order: what is
 * late joins the session of its pair that is open. Used by one thread.
 */
public final class SessionAssembler {
    private final SessionTable table;
    private long latestNanos = Long.MIN_VALUE;
    private long connections;

    /** Reports to {@code sink} and counts sessions that had to be let go in {@code losses}. */
    public SessionAssembler(SessionSettings settings, SessionSink sink, Losses losses) {
        table = new SessionTable(settings, sink, losses);
    }

    /** Takes a complete exchange. */
    public void exchange(SessionKey key, Protocol protocol, Exchange exchange) {
        long start = TurnTaking.nanos(exchange.start());
        long end = TurnTaking.nanos(exchange.end());
        table.exchange(at(key, start, end), protocol, exchange, start, end);
    }

    /** Takes a connection that ended. */
    public void connection(SessionKey key, Connection connection) {
        long start = TurnTaking.nanos(connection.start());
        long end = TurnTaking.nanos(connection.end());
        OpenSession session = at(key, start, end);
        session.startNanos = Math.min(session.startNanos, start);
        session.endNanos = Math.max(session.endNanos, end);
        session.connections++;
        if (session.protocol == Protocol.NONE) {
            session.protocol = connection.protocol();
        }
        TlsFacts tls = connection.tls();
        if (tls != null) {
            table.fingerprint(session, tls);
        }
        connections++;
        table.recognised(
                session, new ProtocolFacts(connection.start(), connection.transport(), connection.protocol(), tls));
        table.connection(session, connection);
    }

    /** Takes a DNS answer. */
    public void resolved(String client, String name, String address, Instant time) {
        table.resolved(client, name, address, time);
    }

    /** Closes every session that is still open. */
    public void end() {
        table.end();
    }

    /** The number of sessions begun so far. */
    public long sessions() {
        return table.sessions();
    }

    /** The number of exchanges taken so far. */
    public long exchanges() {
        return table.exchanges();
    }

    /** The number of connections taken so far. */
    public long connections() {
        return connections;
    }

    private OpenSession at(SessionKey key, long startNanos, long endNanos) {
        if (endNanos > latestNanos) {
            latestNanos = endNanos;
            table.advance(endNanos);
        }
        // before the session is taken up: nothing holds it in memory afterwards
        table.makeRoom();
        return table.at(key, startNanos, endNanos);
    }
}
