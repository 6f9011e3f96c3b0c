package dev.sekisho.traffic.session;

import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.stream.StateRecord;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions by pair and by number, a bounded number of them in memory, the longest idle ones put aside. Those in
 * memory stand in the order in which they must be looked at for silence.
 */
final class SessionMap {
    private static final int FIRST_BUCKETS = 1024;

    /** How many sessions are looked at for each one that is too many. */
    private static final int LOOKS = 8;

    private final int maxInMemory;
    private final SpillStore aside;
    private final StateRecord record = new StateRecord();
    private @Nullable OpenSession[] buckets = new OpenSession[FIRST_BUCKETS];
    private int size;
    private @Nullable OpenSession eldest;
    private @Nullable OpenSession youngest;

    /** When the eldest session, in memory or aside, must be looked at. */
    long nextDue = Long.MAX_VALUE;

    private long asideDue = Long.MAX_VALUE;

    SessionMap(int maxInMemory, long spillBytes) {
        this.maxInMemory = maxInMemory;
        this.aside = new SpillStore(spillBytes);
    }

    /** The session of a pair that takes new exchanges, or null. */
    @Nullable
    OpenSession find(int hash, String client, String server, boolean named, int port) {
        for (OpenSession at = buckets[hash & buckets.length - 1]; at != null; at = at.nextInBucket) {
            if (at.hash == hash && at.current && isOf(at.key, client, server, named, port)) {
                return at;
            }
        }
        for (int at = aside.first(hash); at != SpillStore.NONE; at = aside.next()) {
            aside.read(at, record);
            OpenSession candidate = OpenSession.restore(record, hash);
            if (candidate.current && isOf(candidate.key, client, server, named, port)) {
                return takeUp(at, candidate);
            }
        }
        return null;
    }

    /** The session with this number, or null if it was let go. */
    @Nullable
    OpenSession find(int hash, long id) {
        for (OpenSession at = buckets[hash & buckets.length - 1]; at != null; at = at.nextInBucket) {
            if (at.id == id) {
                return at;
            }
        }
        for (int at = aside.first(hash); at != SpillStore.NONE; at = aside.next()) {
            aside.read(at, record);
            OpenSession candidate = OpenSession.restore(record, hash);
            if (candidate.id == id) {
                return takeUp(at, candidate);
            }
        }
        return null;
    }

    private OpenSession takeUp(int place, OpenSession session) {
        aside.remove(place);
        lookAside();
        add(session);
        return session;
    }

    private static boolean isOf(SessionKey key, String client, String server, boolean named, int port) {
        return key.client().equals(client)
                && key.server().equals(server)
                && (named ? key.isNamed() : !key.isNamed() && key.port() == port);
    }

    /** Takes a session into memory; its due time is set. */
    void add(OpenSession session) {
        if (size++ > buckets.length) {
            grow();
        }
        int bucket = session.hash & buckets.length - 1;
        session.nextInBucket = buckets[bucket];
        buckets[bucket] = session;
        append(session);
    }

    private void grow() {
        @Nullable OpenSession[] wider = new OpenSession[buckets.length * 2];
        for (OpenSession first : buckets) {
            for (OpenSession at = first; at != null; ) {
                OpenSession next = at.nextInBucket;
                int bucket = at.hash & wider.length - 1;
                at.nextInBucket = wider[bucket];
                wider[bucket] = at;
                at = next;
            }
        }
        buckets = wider;
    }

    void remove(OpenSession session) {
        unlink(session);
        int bucket = session.hash & buckets.length - 1;
        OpenSession before = null;
        for (OpenSession at = buckets[bucket]; at != null; at = at.nextInBucket) {
            if (at == session) {
                if (before == null) {
                    buckets[bucket] = at.nextInBucket;
                } else {
                    before.nextInBucket = at.nextInBucket;
                }
                size--;
                return;
            }
            before = at;
        }
    }

    /** Puts a session behind all others, to be looked at when it is due. */
    void requeue(OpenSession session, long dueNanos) {
        unlink(session);
        session.dueNanos = dueNanos;
        append(session);
    }

    private void append(OpenSession session) {
        session.earlier = youngest;
        session.later = null;
        if (youngest == null) {
            eldest = session;
        } else {
            youngest.later = session;
        }
        youngest = session;
        noteDue();
    }

    private void unlink(OpenSession session) {
        OpenSession before = session.earlier;
        OpenSession after = session.later;
        if (before == null) {
            eldest = after;
        } else {
            before.later = after;
        }
        if (after == null) {
            youngest = before;
        } else {
            after.earlier = before;
        }
        noteDue();
    }

    private void noteDue() {
        nextDue = Math.min(eldest == null ? Long.MAX_VALUE : eldest.dueNanos, asideDue);
    }

    private void lookAside() {
        int first = aside.eldest();
        if (first == SpillStore.NONE) {
            asideDue = Long.MAX_VALUE;
        } else {
            aside.read(first, record);
            asideDue = record.getLong();
        }
        noteDue();
    }

    /** A session that is due, in memory again if it was aside; null if none is. */
    @Nullable
    OpenSession due(long nowNanos) {
        if (asideDue < nowNanos) {
            return takeUpEldest();
        }
        OpenSession first = eldest;
        return first != null && first.dueNanos < nowNanos ? first : null;
    }

    private @Nullable OpenSession takeUpEldest() {
        int first = aside.eldest();
        if (first == SpillStore.NONE) {
            return null;
        }
        aside.read(first, record);
        return takeUp(first, OpenSession.restore(record, aside.hash(first)));
    }

    /** Any session that is left, the eldest first; null if none is. */
    @Nullable
    OpenSession any() {
        OpenSession first = takeUpEldest();
        return first != null ? first : eldest;
    }

    /**
     * Puts the longest idle sessions aside while too many are in memory.
     *
     * @return a session that must be let go because there is no room for it, or null
     */
    @Nullable
    OpenSession makeRoom() {
        for (int looks = 0; size > maxInMemory && looks < LOOKS; looks++) {
            OpenSession first = eldest;
            if (first == null) {
                return null;
            }
            if (first.connectionsInMemory > 0) {
                requeue(first, first.dueNanos);
                continue;
            }
            first.save(record);
            if (!record.fits() || !aside.add(first.hash, record)) {
                OpenSession longest = takeUpEldest();
                return longest != null ? longest : first;
            }
            remove(first);
            if (asideDue == Long.MAX_VALUE) {
                lookAside();
            }
        }
        return null;
    }

    void close() {
        aside.close();
    }
}
