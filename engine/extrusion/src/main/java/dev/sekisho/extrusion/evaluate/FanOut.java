package dev.sekisho.extrusion.evaluate;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.time.Instant;
import java.util.List;

/** Hands everything to several sinks, so that an input is read once. */
final class FanOut implements SessionSink {
    private final List<SessionSink> sinks;

    FanOut(List<SessionSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        for (SessionSink sink : sinks) {
            sink.exchange(session, key, exchange);
        }
    }

    @Override
    public void recognised(long session, SessionKey key, ProtocolFacts facts) {
        for (SessionSink sink : sinks) {
            sink.recognised(session, key, facts);
        }
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        for (SessionSink sink : sinks) {
            sink.connection(session, key, connection);
        }
    }

    @Override
    public void closed(CommunicationSession session) {
        for (SessionSink sink : sinks) {
            sink.closed(session);
        }
    }

    @Override
    public void resolved(String client, String name, String address, Instant time) {
        for (SessionSink sink : sinks) {
            sink.resolved(client, name, address, time);
        }
    }
}
