package dev.sekisho.extrusion.activity;

/**
 * The newest exchanges of one pair, in the order in which they ended, packed into one array. When full, the oldest is
 * overwritten and counted.
 */
final class ExchangeLog {
    /** Longs per exchange. */
    static final int WIDTH = 7;

    private static final int FIRST_CAPACITY = 2;

    private long[] cells = new long[FIRST_CAPACITY * WIDTH];
    private int head;
    private int size;
    private long overwritten;

    int size() {
        return size;
    }

    /** How many exchanges were overwritten or given up. */
    long overwritten() {
        return overwritten;
    }

    /** The cell value {@code field} of the {@code index}-th oldest exchange. */
    long get(int index, int field) {
        int capacity = cells.length / WIDTH;
        int slot = head + index;
        return cells[(slot >= capacity ? slot - capacity : slot) * WIDTH + field];
    }

    /** Appends the exchange that {@code measured} describes; returns how many more cells are now in use (0 or 1). */
    int add(ExchangeFacts measured, int limit) {
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
        measured.store(cells, (slot >= capacity ? slot - capacity : slot) * WIDTH);
        size++;
        return grown;
    }

    /** Gives up the oldest half and the memory it took; returns how many exchanges that were. */
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
}
