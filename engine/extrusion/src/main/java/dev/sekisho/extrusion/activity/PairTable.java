package dev.sekisho.extrusion.activity;

import dev.sekisho.traffic.SessionKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All pairs, found by client and server (and, for a server without a name, port), in the order in which they were last
 * touched. An own table because it is asked for every exchange, mostly with the very key object that it already holds.
 */
final class PairTable {
    private @Nullable PairActivity[] slots = new PairActivity[64];
    private int size;
    private @Nullable PairActivity eldest;
    private @Nullable PairActivity newest;

    int size() {
        return size;
    }

    @Nullable
    PairActivity find(SessionKey key) {
        int mask = slots.length - 1;
        int slot = hash(key) & mask;
        PairActivity found = slots[slot];
        while (found != null && !isSame(found.key, key)) {
            slot = (slot + 1) & mask;
            found = slots[slot];
        }
        return found;
    }

    void add(PairActivity pair) {
        if (size * 2 >= slots.length) {
            grow();
        }
        place(pair);
        size++;
        link(pair);
    }

    /** Makes {@code pair} the most recently touched. */
    void touch(PairActivity pair) {
        if (newest != pair) {
            unlink(pair);
            link(pair);
        }
    }

    void remove(PairActivity pair) {
        unlink(pair);
        int mask = slots.length - 1;
        int slot = hash(pair.key) & mask;
        while (slots[slot] != pair) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = null;
        size--;
        for (int next = (slot + 1) & mask; slots[next] != null; next = (next + 1) & mask) {
            PairActivity moved = slots[next];
            slots[next] = null;
            if (moved != null) {
                place(moved);
            }
        }
    }

    @Nullable
    PairActivity eldestOrNull() {
        return eldest;
    }

    PairActivity eldest() {
        if (eldest == null) {
            throw new IllegalStateException("no pair is known");
        }
        return eldest;
    }

    /** All pairs, the longest untouched first. */
    List<PairActivity> all() {
        List<PairActivity> result = new ArrayList<>(size);
        for (PairActivity pair = eldest; pair != null; pair = pair.newer) {
            result.add(pair);
        }
        return result;
    }

    private void place(PairActivity pair) {
        int mask = slots.length - 1;
        int slot = hash(pair.key) & mask;
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = pair;
    }

    private void grow() {
        @Nullable PairActivity[] old = slots;
        slots = new PairActivity[old.length * 2];
        for (PairActivity pair : old) {
            if (pair != null) {
                place(pair);
            }
        }
    }

    private void link(PairActivity pair) {
        pair.older = newest;
        pair.newer = null;
        if (newest == null) {
            eldest = pair;
        } else {
            newest.newer = pair;
        }
        newest = pair;
    }

    private void unlink(PairActivity pair) {
        if (pair.older == null) {
            eldest = pair.newer;
        } else {
            pair.older.newer = pair.newer;
        }
        if (pair.newer == null) {
            newest = pair.older;
        } else {
            pair.newer.older = pair.older;
        }
    }

    private static int hash(SessionKey key) {
        int hash = key.client().hashCode() * 31 + key.server().hashCode();
        if (!key.isNamed()) {
            hash = hash * 31 + key.port();
        }
        return (hash * 0x9E3779B9) >>> 7;
    }

    private static boolean isSame(SessionKey one, SessionKey other) {
        return one.server().equals(other.server())
                && one.client().equals(other.client())
                && (one.isNamed() || other.isNamed() || one.port() == other.port());
    }
}
