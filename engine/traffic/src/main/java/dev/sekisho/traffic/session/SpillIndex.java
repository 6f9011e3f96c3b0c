package dev.sekisho.traffic.session;

/** Records by hash, several to one hash: open addressing with linear probing in two arrays of numbers. */
final class SpillIndex {
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int EMPTY = -1;

    private int[] hashes = new int[FIRST_SLOTS];
    private int[] records = filled(FIRST_SLOTS);
    private int size;
    private int soughtHash;
    private int slot;

    int size() {
        return size;
    }

    int first(int hash) {
        soughtHash = hash;
        slot = home(hash) - 1;
        return next();
    }

    int next() {
        int mask = records.length - 1;
        for (slot = slot + 1 & mask; records[slot] != EMPTY; slot = slot + 1 & mask) {
            if (hashes[slot] == soughtHash) {
                return records[slot];
            }
        }
        return SpillStore.NONE;
    }

    void add(int hash, int record) {
        if (++size > records.length - (records.length >> 2)) {
            grow();
        }
        insert(hash, record);
    }

    private void insert(int hash, int record) {
        int mask = records.length - 1;
        int at = home(hash);
        while (records[at] != EMPTY) {
            at = at + 1 & mask;
        }
        hashes[at] = hash;
        records[at] = record;
    }

    private void grow() {
        int[] oldHashes = hashes;
        int[] oldRecords = records;
        hashes = new int[oldHashes.length * 2];
        records = filled(oldRecords.length * 2);
        for (int i = 0; i < oldRecords.length; i++) {
            if (oldRecords[i] != EMPTY) {
                insert(oldHashes[i], oldRecords[i]);
            }
        }
    }

    void remove(int hash, int record) {
        int mask = records.length - 1;
        int hole = home(hash);
        while (records[hole] != record) {
            if (records[hole] == EMPTY) {
                return;
            }
            hole = hole + 1 & mask;
        }
        size--;
        // close the hole by moving back whatever probed across it
        for (int at = hole + 1 & mask; records[at] != EMPTY; at = at + 1 & mask) {
            if ((at - home(hashes[at]) & mask) >= (at - hole & mask)) {
                hashes[hole] = hashes[at];
                records[hole] = records[at];
                hole = at;
            }
        }
        records[hole] = EMPTY;
    }

    private int home(int hash) {
        return ((hash * 0x9e3779b9) >>> 7) & records.length - 1;
    }

    private static int[] filled(int length) {
        int[] slots = new int[length];
        java.util.Arrays.fill(slots, EMPTY);
        return slots;
    }
}
