package dev.sekisho.extrusion.activity;

/** A map from hashes to small counts, of bounded size: when full, new keys are not taken in. Zero is no key. */
final class IntCounts {
    private static final int FIRST_CAPACITY = 16;

    private final int limit;
    private int[] keys = new int[FIRST_CAPACITY];
    private int[] counts = new int[FIRST_CAPACITY];
    private int size;

    IntCounts(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    /** Forgets all keys and the memory they took. */
    void clear() {
        keys = new int[FIRST_CAPACITY];
        counts = new int[FIRST_CAPACITY];
        size = 0;
    }

    /** Adds one to the count of {@code key}. */
    void increment(int key) {
        int slot = slot(key);
        if (keys[slot] == 0) {
            if (size >= limit) {
                return;
            }
            if (size * 2 >= keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key == 0 ? 1 : key;
            size++;
        }
        counts[slot]++;
    }

    /** The count of {@code key}, 0 if it was never seen or not taken in. */
    int count(int key) {
        return counts[slot(key)];
    }

    private int slot(int key) {
        int wanted = key == 0 ? 1 : key;
        int mask = keys.length - 1;
        int slot = ((wanted * 0x9E3779B9) >>> 15) & mask;
        while (keys[slot] != 0 && keys[slot] != wanted) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldCounts = counts;
        keys = new int[oldKeys.length * 2];
        counts = new int[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
