package dev.sekisho.extrusion.activity;

import dev.sekisho.traffic.Connection;

/** The newest connections of one pair, in the order in which they ended, packed into one array. */
final class ConnectionLog {
    static final int START = 0;
    static final int DURATION_AND_EXCHANGES = 1;
    static final int BYTES = 2;
    static final int MARKS = 3;

    static final int ESTABLISHED = 1;
    static final int OPENED_BEFORE = 2;
    static final int RESET = 4;

    private static final int WIDTH = 4;
    private static final int FIRST_CAPACITY = 2;

    private long[] cells = new long[FIRST_CAPACITY * WIDTH];
    private int head;
    private int size;
    private long overwritten;

    int size() {
        return size;
    }

    /** How many connections were overwritten or given up. */
    long overwritten() {
        return overwritten;
    }

    long get(int index, int field) {
        int capacity = cells.length / WIDTH;
        int slot = head + index;
        return cells[(slot >= capacity ? slot - capacity : slot) * WIDTH + field];
    }

    /** Appends {@code connection}; returns how many more cells are now in use (0 or 1). */
    int add(Connection connection, int limit) {
        int capacity = cells.length / WIDTH;
        int grown = 1;
        if (size == capacity) {
            if (capacity < limit) {
                grow(Math.min(limit, capacity * 2));
                capacity = cells.length / WIDTH;
            } else {
                head = head + 1 == capacity ? 0 : head + 1;
                size--;
                overwritten++;
                grown = 0;
            }
        }
        int slot = head + size;
        int offset = (slot >= capacity ? slot - capacity : slot) * WIDTH;
        long start = connection.start().toEpochMilli();
        cells[offset + START] = start;
        cells[offset + DURATION_AND_EXCHANGES] = pack(connection.end().toEpochMilli() - start, connection.exchanges());
        cells[offset + BYTES] = pack(connection.bytesUp(), connection.bytesDown());
        cells[offset + MARKS] = (connection.established() ? ESTABLISHED : 0)
                | (connection.openedBeforeCapture() ? OPENED_BEFORE : 0)
                | (connection.ending() == Connection.Ending.RESET ? RESET : 0);
        size++;
        return grown;
    }

    /** Gives up the oldest half and the memory it took; returns how many connections that were. */
    int halve() {
        int given = size / 2;
        head = (head + given) % (cells.length / WIDTH);
        size -= given;
        overwritten += given;
        grow(Math.max(FIRST_CAPACITY, size));
        return given;
    }

    private void grow(int capacity) {
        long[] larger = new long[capacity * WIDTH];
        int old = cells.length / WIDTH;
        int first = Math.min(size, old - head);
        System.arraycopy(cells, head * WIDTH, larger, 0, first * WIDTH);
        System.arraycopy(cells, 0, larger, first * WIDTH, (size - first) * WIDTH);
        cells = larger;
        head = 0;
    }

    private static long pack(long high, long low) {
        return Math.min(Math.max(0, high), Integer.MAX_VALUE) << 32 | Math.min(Math.max(0, low), Integer.MAX_VALUE);
    }
}
