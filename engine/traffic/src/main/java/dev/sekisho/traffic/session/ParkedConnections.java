package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Connection.Ending;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Transport;
import dev.sekisho.traffic.stream.StateRecord;
import org.jspecify.annotations.Nullable;

/** Idle connections put aside in a file, the longest idle first. */
final class ParkedConnections {
    private final ConnectionTracker tracker;
    private final Transport transport;
    private final long silenceNanos;
    private final SpillStore store;
    private final StateRecord record = new StateRecord();
    private final StateRecord outgoing = new StateRecord();

    /** When the eldest has been silent for too long. */
    long nextDue = Long.MAX_VALUE;

    ParkedConnections(ConnectionTracker tracker, Transport transport, long silenceNanos, long maxBytes) {
        this.tracker = tracker;
        this.transport = transport;
        this.silenceNanos = silenceNanos;
        this.store = new SpillStore(maxBytes);
    }

    boolean isEmpty() {
        return store.size() == 0;
    }

    /** Takes the connection between two ends out of the file, or gives null if it is not there. */
    @Nullable
    OpenConnection find(int hash, long fromHigh, long fromLow, int fromPort, long toHigh, long toLow, int toPort) {
        for (int at = store.first(hash); at != SpillStore.NONE; at = store.next()) {
            store.read(at, record);
            if (OpenConnection.isRecordOf(record, fromHigh, fromLow, fromPort, toHigh, toLow, toPort)) {
                return takeUp(at);
            }
        }
        return null;
    }

    private OpenConnection takeUp(int place) {
        store.read(place, record);
        store.remove(place);
        OpenConnection connection = OpenConnection.restore(tracker, transport, record);
        lookAtEldest();
        return connection;
    }

    /**
     * Puts a connection aside; where the file has no room, the longest idle connections in it are let go for it.
     *
     * @param settled whether content of no known kind may be taken as complete
     * @return false if the connection is in the middle of something
     */
    boolean add(OpenConnection connection, boolean settled) {
        if (!connection.save(outgoing, settled)) {
            return false;
        }
        while (!store.add(connection.hash, outgoing)) {
            if (store.eldest() == SpillStore.NONE) {
                return false;
            }
            tracker.losses().add(Losses.Reason.EVICTED_CONNECTION);
            takeUp(store.eldest()).finish(Ending.EVICTED);
        }
        connection.leaveMemory();
        if (nextDue == Long.MAX_VALUE) {
            lookAtEldest();
        }
        return true;
    }

    /** Ends what has been silent for too long. */
    void expire(long nowNanos) {
        while (nowNanos > nextDue) {
            takeUp(store.eldest()).finish(Ending.SILENT);
        }
    }

    /** Ends everything: the input is over. */
    void end() {
        while (store.eldest() != SpillStore.NONE) {
            takeUp(store.eldest()).finish(Ending.INPUT_ENDED);
        }
        store.close();
    }

    private void lookAtEldest() {
        int eldest = store.eldest();
        if (eldest == SpillStore.NONE) {
            nextDue = Long.MAX_VALUE;
        } else {
            store.read(eldest, record);
            nextDue = OpenConnection.lastNanos(record) + silenceNanos;
        }
    }
}
