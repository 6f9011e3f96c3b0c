package dev.sekisho.traffic.input;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.time.Instant;

/** Hands sessions on with their numbers raised, where one run has several sources that each begin with 1. */
final class RenumberingSink implements SessionSink {
    private final SessionSink sink;
    private final long raise;

    RenumberingSink(SessionSink sink, long raise) {
        this.sink = sink;
        this.raise = raise;
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        sink.exchange(session + raise, key, exchange);
    }

    @Override
    public void recognised(long session, SessionKey key, ProtocolFacts facts) {
        sink.recognised(session + raise, key, facts);
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        sink.connection(session + raise, key, connection);
    }

    @Override
    public void closed(CommunicationSession session) {
        sink.closed(new CommunicationSession(
                session.id() + raise,
                session.key(),
                session.protocol(),
                session.start(),
                session.end(),
                session.connections(),
                session.exchanges(),
                session.bytesUp(),
                session.bytesDown(),
                session.userAgent(),
                session.ja3(),
                session.ja4(),
                session.alpn(),
                session.resolvedName()));
    }

    @Override
    public void resolved(String client, String name, String address, Instant time) {
        sink.resolved(client, name, address, time);
    }
}
