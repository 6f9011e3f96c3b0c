package dev.sekisho.traffic.session;

import org.jspecify.annotations.Nullable;

/**
 * Connections in the order in which they must be looked at for silence. A connection that was active meanwhile goes back
 * to the end when its turn comes, so that a packet costs nothing here.
 */
final class ConnectionQueue {
    final long silenceNanos;

    private @Nullable OpenConnection eldest;
    private @Nullable OpenConnection youngest;

    /** When the eldest must be looked at. */
    long nextDue = Long.MAX_VALUE;

    ConnectionQueue(long silenceNanos) {
        this.silenceNanos = silenceNanos;
    }

    @Nullable
    OpenConnection eldest() {
        return eldest;
    }

    void append(OpenConnection connection) {
        connection.queue = this;
        connection.dueNanos = connection.lastNanos + silenceNanos;
        connection.earlier = youngest;
        connection.later = null;
        if (youngest == null) {
            eldest = connection;
            nextDue = connection.dueNanos;
        } else {
            youngest.later = connection;
        }
        youngest = connection;
    }

    void remove(OpenConnection connection) {
        if (connection.earlier == null) {
            eldest = connection.later;
        } else {
            connection.earlier.later = connection.later;
        }
        if (connection.later == null) {
            youngest = connection.earlier;
        } else {
            connection.later.earlier = connection.earlier;
        }
        connection.earlier = null;
        connection.later = null;
        connection.queue = null;
        nextDue = eldest == null ? Long.MAX_VALUE : eldest.dueNanos;
    }
}
