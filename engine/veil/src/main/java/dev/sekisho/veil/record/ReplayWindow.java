package dev.sekisho.veil.record;

import dev.sekisho.veil.hash.ByteString;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The marks of messages that were accepted, by slot, for as long as their slot is open. A record's mark is its challenge, which
 * depends on every byte of it except its responses, and for a challenge only one pair of responses is accepted.
 *
 * <p>Safe for use by several threads.
 */
public final class ReplayWindow {
    private final NavigableMap<Integer, Set<ByteString>> seen = new TreeMap<>();

    /** Whether a message has been accepted before. */
    public synchronized boolean hasSeen(ReplayMark mark) {
        return seen.getOrDefault(mark.slot(), Set.of()).contains(mark.mark());
    }

    /** Notes an accepted message; false if somebody was quicker with the same one. */
    public synchronized boolean accept(ReplayMark mark) {
        return seen.computeIfAbsent(mark.slot(), slot -> new HashSet<>()).add(mark.mark());
    }

    /** Takes back that a message was accepted, because it could not be kept. */
    public synchronized void takeBack(ReplayMark mark) {
        seen.getOrDefault(mark.slot(), new HashSet<>()).remove(mark.mark());
    }

    /** Forgets slots before the given one, which must be closed. */
    public synchronized void forgetBefore(int slot) {
        seen.headMap(slot, false).clear();
    }
}
