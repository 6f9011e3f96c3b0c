package dev.sekisho.extrusion.activity;

import java.util.HashMap;
import java.util.Map;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.jspecify.annotations.Nullable;

/**
 * How many clients were seen with each of many things (servers, user agents, fingerprints). Exact up to
 * {@value #EXACT} clients per thing, beyond that estimated by a HyperLogLog sketch with a relative standard error of
 * 3 %. When {@value #THINGS} things are known, those with a single client are forgotten.
 */
public final class Crowd {
    /** Clients of one thing that are counted exactly. */
    static final int EXACT = 16;

    /** Things that are counted. */
    static final int THINGS = 65_536;

    private static final int LOG_SKETCH_SIZE = 10;

    private final Map<String, Members> members = new HashMap<>();

    /** Notes that {@code client} was seen with {@code thing}. */
    void see(String thing, int client) {
        Members known = members.get(thing);
        if (known == null) {
            if (members.size() >= THINGS) {
                members.values().removeIf(each -> each.count() <= 1);
                if (members.size() >= THINGS) {
                    return;
                }
            }
            known = new Members();
            members.put(thing, known);
        }
        known.add(client);
    }

    /** How many clients were seen with {@code thing}. */
    public int clients(String thing) {
        Members known = members.get(thing);
        return known == null ? 0 : known.count();
    }

    void clear() {
        members.clear();
    }

    private static final class Members {
        private int[] exact = new int[1];
        private int size;
        private @Nullable HllSketch sketch;

        void add(int client) {
            if (sketch != null) {
                sketch.update(client);
                return;
            }
            for (int i = 0; i < size; i++) {
                if (exact[i] == client) {
                    return;
                }
            }
            if (size == EXACT) {
                HllSketch larger = new HllSketch(LOG_SKETCH_SIZE, TgtHllType.HLL_4);
                for (int each : exact) {
                    larger.update(each);
                }
                larger.update(client);
                sketch = larger;
                exact = new int[0];
                return;
            }
            if (size == exact.length) {
                exact = java.util.Arrays.copyOf(exact, Math.min(EXACT, size * 2));
            }
            exact[size++] = client;
        }

        int count() {
            return sketch == null ? size : (int) Math.round(sketch.getEstimate());
        }
    }
}
