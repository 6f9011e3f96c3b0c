package dev.sekisho.veil.station;

import dev.sekisho.veil.conversion.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Converted rows that wait for their batch: one for each service, schema and slot.
 *
 * <p>Not safe for use by several threads.
 */
final class OpenBatches {
    /** The most rows that wait in all; beyond it the batch that has waited longest is released. */
    static final int MOST_WAITING = 1 << 16;

    private final BatchRelease release;
    private final Map<Key, Open> open = new TreeMap<>();
    private int waiting;

    OpenBatches(BatchRelease release) {
        this.release = release;
    }

    /**
     * Adds rows.
     *
     * @param place where the entries that they come from begin in the station's queue
     * @param slot the slot that it is now
     * @param now the time in nanoseconds of some clock
     */
    void add(Key key, List<Row> rows, long place, int slot, long now) {
        if (!rows.isEmpty()) {
            Open batch = open.computeIfAbsent(key, each -> new Open(slot, now));
            rows.forEach(row -> batch.rows.add(new Placed(row, place)));
            waiting += rows.size();
        }
    }

    /** A batch that is due, which stays here until it is {@link #sent}; empty if none is. */
    Optional<Due> due(int slot, long now) {
        Map.Entry<Key, Open> found = null;
        for (Map.Entry<Key, Open> each : open.entrySet()) {
            Open batch = each.getValue();
            if (batch.rows.size() >= release.mostRows()
                    || batch.slot < slot
                    || now - batch.since >= release.longestWait().toNanos()) {
                found = each;
                break;
            }
        }
        if (found == null && waiting > MOST_WAITING) {
            found = open.entrySet().stream()
                    .min(Comparator.comparingLong(each -> each.getValue().since))
                    .orElse(null);
        }
        return Optional.ofNullable(found)
                .map(batch -> new Due(
                        batch.getKey(),
                        batch.getValue().rows.stream()
                                .limit(release.mostRows())
                                .map(Placed::row)
                                .toList()));
    }

    /** Notes that a batch is delivered. */
    void sent(Due due, int slot, long now) {
        Open batch = open.remove(due.key);
        if (batch != null) {
            waiting -= due.rows.size();
            List<Placed> rest = batch.rows.subList(due.rows.size(), batch.rows.size());
            if (!rest.isEmpty()) {
                Open next = new Open(slot, now);
                next.rows.addAll(rest);
                open.put(due.key, next);
            }
        }
    }

    /**
     * The place up to which all rows are delivered.
     *
     * @param read the place up to which rows were added
     */
    long delivered(long read) {
        return open.values().stream()
                .mapToLong(batch -> batch.rows.getFirst().place)
                .min()
                .orElse(read);
    }

    /** Which batch a row belongs to. */
    record Key(String service, int schema, int slot) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparingInt(Key::slot).thenComparingInt(Key::schema).thenComparing(Key::service);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Rows that are to be sent together. */
    record Due(Key key, List<Row> rows) {}

    private record Placed(Row row, long place) {}

    private static final class Open {
        private final int slot;
        private final long since;
        private final List<Placed> rows = new ArrayList<>();

        Open(int slot, long since) {
            this.slot = slot;
            this.since = since;
        }
    }
}
