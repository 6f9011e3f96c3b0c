package dev.sekisho.traffic.input;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.time.Instant;

/** Lets sessions be built in a thread of their own while the caller's thread hands what is found to its sink. */
final class EventPipe implements SessionSink {
    private final BatchRelay<EventBatch> relay = new BatchRelay<>(EventBatch::new);

    /**
     * Runs {@code source}, which feeds this pipe, in a thread of its own, and hands what comes to {@code sink} in the
     * caller's thread until the source is done.
     */
    void run(Runnable source, SessionSink sink) {
        relay.run("sekisho-sessions", source, batch -> batch.replay(sink));
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        room().exchange(session, key, exchange);
    }

    @Override
    public void recognised(long session, SessionKey key, ProtocolFacts facts) {
        room().recognised(session, key, facts);
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        room().connection(session, key, connection);
    }

    @Override
    public void closed(CommunicationSession session) {
        room().closed(session);
    }

    @Override
    public void resolved(String client, String name, String address, Instant time) {
        room().resolved(new Resolution(client, name, address, time));
    }

    private EventBatch room() {
        EventBatch batch = relay.filling();
        return batch.isFull() ? relay.turnOver() : batch;
    }

    /** A DNS answer. */
    record Resolution(String client, String name, String address, Instant time) {}
}
