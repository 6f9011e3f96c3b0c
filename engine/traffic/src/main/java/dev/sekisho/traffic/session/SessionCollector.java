package dev.sekisho.traffic.session;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions with their exchanges and connections in memory, up to given numbers; what goes beyond is counted. Used
 * by one thread.
 */
public final class SessionCollector implements SessionSink {
    private final int maxSessions;
    private final int maxExchanges;
    private final Map<Long, CollectedSession> byNumber = new HashMap<>();
    private final List<CollectedSession> inOrder = new ArrayList<>();
    private long leftOut;

    /** What was seen of one session. */
    public static final class CollectedSession {
        private final SessionKey key;
        private final List<Exchange> exchanges = new ArrayList<>();
        private final List<Connection> connections = new ArrayList<>();
        private @Nullable CommunicationSession summary;

        CollectedSession(SessionKey key) {
            this.key = key;
        }

        public SessionKey key() {
            return key;
        }

        /** The exchanges in the order in which they were reported. */
        public List<Exchange> exchanges() {
            return Collections.unmodifiableList(exchanges);
        }

        /** The connections in the order in which they were reported. */
        public List<Connection> connections() {
            return Collections.unmodifiableList(connections);
        }

        /** The closing record, null while the session goes on. */
        public @Nullable CommunicationSession summary() {
            return summary;
        }
    }

    /**
     * @param maxSessions most sessions to keep
     * @param maxExchanges most exchanges and most connections to keep of each
     */
    public SessionCollector(int maxSessions, int maxExchanges) {
        this.maxSessions = maxSessions;
        this.maxExchanges = maxExchanges;
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        CollectedSession collected = collected(session, key);
        if (collected == null || collected.exchanges.size() >= maxExchanges) {
            leftOut++;
        } else {
            collected.exchanges.add(exchange);
        }
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        CollectedSession collected = collected(session, key);
        if (collected == null || collected.connections.size() >= maxExchanges) {
            leftOut++;
        } else {
            collected.connections.add(connection);
        }
    }

    @Override
    public void closed(CommunicationSession session) {
        CollectedSession collected = collected(session.id(), session.key());
        if (collected == null) {
            leftOut++;
        } else {
            collected.summary = session;
        }
    }

    private @Nullable CollectedSession collected(long session, SessionKey key) {
        CollectedSession known = byNumber.get(session);
        if (known == null && inOrder.size() < maxSessions) {
            known = new CollectedSession(key);
            byNumber.put(session, known);
            inOrder.add(known);
        }
        return known;
    }

    /** The sessions in the order in which they were first heard of. */
    public List<CollectedSession> sessions() {
        return Collections.unmodifiableList(inOrder);
    }

    /** Exchanges, connections and closing records that were not kept. */
    public long leftOut() {
        return leftOut;
    }
}
