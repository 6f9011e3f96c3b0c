package dev.sekisho.extrusion.index;

import dev.sekisho.extrusion.activity.PairView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All indexes in their fixed order, and the measuring of all of them on one pair. */
public final class Catalogue {
    private static final int VOLUME = RhythmIndex.values().length;
    private static final int SHAPE = VOLUME + VolumeIndex.values().length;
    private static final int IDENTITY = SHAPE + ShapeIndex.values().length;
    private static final int CONTEXT = IDENTITY + IdentityIndex.values().length;

    /** Number of indexes. */
    public static final int SIZE = CONTEXT + ContextIndex.values().length;

    private static final List<Index> ALL = all();
    private static final Map<String, Index> BY_ID = byId();

    private final RhythmMeasure rhythm = new RhythmMeasure();
    private final VolumeMeasure volume = new VolumeMeasure();
    private final ShapeMeasure shape = new ShapeMeasure();

    /** Every index, by position. */
    public static List<Index> indexes() {
        return ALL;
    }

    /** The index of that id, null if there is none. */
    public static @Nullable Index find(String id) {
        return BY_ID.get(id);
    }

    static int offset(Index.Family family) {
        return switch (family) {
            case RHYTHM -> 0;
            case VOLUME -> VOLUME;
            case SHAPE -> SHAPE;
            case IDENTITY -> IDENTITY;
            case CONTEXT -> CONTEXT;
        };
    }

    /**
     * Measures every index on one pair.
     *
     * @return {@value #SIZE} values by position, not a number where an index cannot be measured
     */
    public double[] measure(PairView view) {
        double[] values = new double[SIZE];
        Arrays.fill(values, Double.NaN);
        rhythm.measure(view, values);
        volume.measure(view, values);
        shape.measure(view, values);
        IdentityMeasure.measure(view, values);
        ContextMeasure.measure(view, values);
        return values;
    }

    private static List<Index> all() {
        List<Index> all = new ArrayList<>();
        all.addAll(List.of(RhythmIndex.values()));
        all.addAll(List.of(VolumeIndex.values()));
        all.addAll(List.of(ShapeIndex.values()));
        all.addAll(List.of(IdentityIndex.values()));
        all.addAll(List.of(ContextIndex.values()));
        return List.copyOf(all);
    }

    private static Map<String, Index> byId() {
        Map<String, Index> map = new HashMap<>();
        for (Index index : ALL) {
            if (map.put(index.id(), index) != null) {
                throw new IllegalStateException("two indexes are called " + index.id());
            }
        }
        return map;
    }
}
