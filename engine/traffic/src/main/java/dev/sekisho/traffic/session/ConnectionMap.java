package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Transport;
import org.jspecify.annotations.Nullable;

/** Connections by their two ends, found whichever way a packet goes: open addressing with linear probing. */
final class ConnectionMap {
    private static final int FIRST_SLOTS = 2048;

    private @Nullable OpenConnection[] slots = new OpenConnection[FIRST_SLOTS];
    private int size;

    int size() {
        return size;
    }

    @Nullable
    OpenConnection find(
            int hash,
            Transport transport,
            long fromHigh,
            long fromLow,
            int fromPort,
            long toHigh,
            long toLow,
            int toPort) {
        @Nullable OpenConnection[] table = slots;
        int mask = table.length - 1;
        for (int slot = hash & mask; ; slot = slot + 1 & mask) {
            OpenConnection candidate = table[slot];
            if (candidate == null) {
                return null;
            }
            if (candidate.hash == hash
                    && candidate.transport == transport
                    && candidate.joins(fromHigh, fromLow, fromPort, toHigh, toLow, toPort)) {
                return candidate;
            }
        }
    }

    void add(OpenConnection connection) {
        if (++size > slots.length / 2) {
            grow();
        }
        insert(slots, connection);
    }

    private static void insert(@Nullable OpenConnection[] table, OpenConnection connection) {
        int mask = table.length - 1;
        int slot = connection.hash & mask;
        while (table[slot] != null) {
            slot = slot + 1 & mask;
        }
        table[slot] = connection;
    }

    private void grow() {
        @Nullable OpenConnection[] wider = new OpenConnection[slots.length * 2];
        for (OpenConnection connection : slots) {
            if (connection != null) {
                insert(wider, connection);
            }
        }
        slots = wider;
    }

    void remove(OpenConnection connection) {
        int mask = slots.length - 1;
        int hole = connection.hash & mask;
        while (slots[hole] != connection) {
            if (slots[hole] == null) {
                return;
            }
            hole = hole + 1 & mask;
        }
        size--;
        // close the hole by moving back whatever probed across it
        int slot = hole;
        while (true) {
            slot = slot + 1 & mask;
            OpenConnection moved = slots[slot];
            if (moved == null) {
                break;
            }
            int home = moved.hash & mask;
            if ((slot - home & mask) >= (slot - hole & mask)) {
                slots[hole] = moved;
                hole = slot;
            }
        }
        slots[hole] = null;
    }
}
