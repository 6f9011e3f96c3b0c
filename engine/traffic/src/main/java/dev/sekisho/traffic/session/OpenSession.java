package dev.sekisho.traffic.session;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.stream.StateRecord;
import dev.sekisho.traffic.stream.TurnTaking;
import org.jspecify.annotations.Nullable;

/** A communication session that goes on. */
final class OpenSession {
    private static final Protocol[] PROTOCOLS = Protocol.values();

    final long id;
    final SessionKey key;
    final int hash;
    Protocol protocol = Protocol.NONE;
    long startNanos;

    /** Time of the last byte or packet that is known to belong to it. */
    long endNanos;

    int connections;
    int exchanges;
    long bytesUp;
    long bytesDown;

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

    /** Connections, in memory or spilled, that would report under this session. */
    int openConnections;

    /** Those of them that are in memory; while there are any, the session stays in memory too. */
    int connectionsInMemory;

    /** Number of the connection that was counted last, so that one that comes back is not counted twice. */
    long lastConnection;

    /** Whether a new exchange of the same pair belongs here, not to a session begun after a silence. */
    boolean current = true;

    /** When to look whether it has fallen silent. */
    long dueNanos;

    @Nullable
    OpenSession earlier;

    @Nullable
    OpenSession later;

    /** Next in the same bucket of the table. */
    @Nullable
    OpenSession nextInBucket;

    OpenSession(long id, SessionKey key, int hash, long startNanos) {
        this.id = id;
        this.key = key;
        this.hash = hash;
        this.startNanos = startNanos;
        this.endNanos = startNanos;
    }

    /** Writes the session down. */
    void save(StateRecord record) {
        record.clear();
        record.put(dueNanos).put(openConnections).put(id).put(current);
        record.put(key.client()).put(key.server()).put(key.address()).put(key.port());
        record.put((byte) protocol.ordinal())
                .put(startNanos)
                .put(endNanos)
                .put(connections)
                .put(exchanges);
        record.put(bytesUp).put(bytesDown).put(lastConnection);
        record.put(userAgent).put(ja3).put(ja4).put(alpn).put(resolvedName);
    }

    /** Makes a session again out of what {@link #save} wrote. */
    static OpenSession restore(StateRecord record, int hash) {
        long dueNanos = record.getLong();
        int openConnections = record.getInt();
        long id = record.getLong();
        boolean current = record.getBoolean();
        String client = record.getPresentText();
        String server = record.getPresentText();
        String address = record.getPresentText();
        SessionKey key = new SessionKey(client, server, address, record.getInt());
        Protocol protocol = PROTOCOLS[record.getByte()];
        OpenSession session = new OpenSession(id, key, hash, record.getLong());
        session.dueNanos = dueNanos;
        session.openConnections = openConnections;
        session.current = current;
        session.protocol = protocol;
        session.endNanos = record.getLong();
        session.connections = record.getInt();
        session.exchanges = record.getInt();
        session.bytesUp = record.getLong();
        session.bytesDown = record.getLong();
        session.lastConnection = record.getLong();
        session.userAgent = record.getText();
        session.ja3 = record.getText();
        session.ja4 = record.getText();
        session.alpn = record.getText();
        session.resolvedName = record.getText();
        return session;
    }

    CommunicationSession toRecord() {
        return new CommunicationSession(
                id,
                key,
                protocol,
                TurnTaking.instant(startNanos),
                TurnTaking.instant(endNanos),
                connections,
                exchanges,
                bytesUp,
                bytesDown,
                userAgent,
                ja3,
                ja4,
                alpn,
                resolvedName);
    }
}
