package dev.sekisho.veil.record;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The challenges of records that were accepted, by slot, for as long as their slot is open. A record's challenge depends on
 * every byte of it except its responses, and for a challenge only one pair of responses is accepted.
 *
 * <p>Safe for use by several threads.
 */
public final class ReplayWindow {
    private final NavigableMap<Integer, Set<ByteBuffer>> seen = new TreeMap<>();

    /** Whether a record's challenge has been accepted before. */
    public synchronized boolean hasSeen(SensorRecord record) {
        return seen.getOrDefault(record.header().slot(), Set.of()).contains(mark(record));
    }

    /** Notes an accepted record; false if somebody was quicker with the same one. */
    public synchronized boolean accept(SensorRecord record) {
        return seen.computeIfAbsent(record.header().slot(), slot -> new HashSet<>())
                .add(mark(record));
    }

    private static ByteBuffer mark(SensorRecord record) {
        return ByteBuffer.wrap(record.proof().challenge().encode());
    }

    /** Forgets slots before the given one, which must be closed. */
    public synchronized void forgetBefore(int slot) {
        Iterator<Map.Entry<Integer, Set<ByteBuffer>>> old =
                seen.headMap(slot, false).entrySet().iterator();
        while (old.hasNext()) {
            old.next();
            old.remove();
        }
    }
}
