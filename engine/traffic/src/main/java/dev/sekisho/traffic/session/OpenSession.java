package dev.sekisho.traffic.session;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.stream.TurnTaking;
import org.jspecify.annotations.Nullable;

/** A communication session that goes on. */
final class OpenSession {
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
