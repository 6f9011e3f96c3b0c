package dev.sekisho.traffic.input;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.input.EventPipe.Resolution;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What was found of sessions, on its way from the thread that finds it to the thread of the sink. */
final class EventBatch implements BatchRelay.Batch {
    private static final int MAX_EVENTS = 256;

    private final @Nullable Object[] events = new @Nullable Object[MAX_EVENTS];
    private final @Nullable SessionKey[] keys = new @Nullable SessionKey[MAX_EVENTS];
    private final long[] sessions = new long[MAX_EVENTS];
    private int size;

    boolean isFull() {
        return size == MAX_EVENTS;
    }

    @Override
    public void clear() {
        Arrays.fill(events, 0, size, null);
        Arrays.fill(keys, 0, size, null);
        size = 0;
    }

    void exchange(long session, SessionKey key, Exchange exchange) {
        add(session, key, exchange);
    }

    void recognised(long session, SessionKey key, ProtocolFacts facts) {
        add(session, key, facts);
    }

    void connection(long session, SessionKey key, Connection connection) {
        add(session, key, connection);
    }

    void closed(CommunicationSession session) {
        add(session.id(), null, session);
    }

    void resolved(Resolution resolution) {
        add(0, null, resolution);
    }

    private void add(long session, @Nullable SessionKey key, Object event) {
        sessions[size] = session;
        keys[size] = key;
        events[size++] = event;
    }

    /** Hands all events on in the order in which they were added. */
    void replay(SessionSink sink) {
        for (int i = 0; i < size; i++) {
            SessionKey key = keys[i];
            switch (events[i]) {
                case Exchange exchange when key != null -> sink.exchange(sessions[i], key, exchange);
                case ProtocolFacts facts when key != null -> sink.recognised(sessions[i], key, facts);
                case Connection connection when key != null -> sink.connection(sessions[i], key, connection);
                case CommunicationSession session -> sink.closed(session);
                case Resolution answer ->
                    sink.resolved(answer.client(), answer.name(), answer.address(), answer.time());
                case null, default -> throw new IllegalStateException("an event of no known kind");
            }
        }
    }
}
