package dev.sekisho.extrusion.activity;

/** Counts over about one to two windows: the window under way and the one before. */
final class RecentCounts {
    private final int limit;
    private IntCounts current;
    private IntCounts previous;

    RecentCounts(int limit) {
        this.limit = limit;
        current = new IntCounts(limit);
        previous = current;
    }

    void increment(int key) {
        current.increment(key);
    }

    int count(int key) {
        return previous == current ? current.count(key) : current.count(key) + previous.count(key);
    }

    /** How many different keys were seen, counting those of both windows twice. */
    int size() {
        return previous == current ? current.size() : current.size() + previous.size();
    }

    /** Begins a new window. */
    void turn() {
        previous = current;
        current = new IntCounts(limit);
    }
}
