package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.Index;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The groups of ordinary traffic of one channel.
 *
 * @param scale how indexes are scaled
 * @param dimensions positions of the indexes that the groups are described by
 * @param correlations the strongest correlations between these indexes over all ordinary pairs
 * @param groups the groups
 */
record Groups(RobustScale scale, List<Integer> dimensions, List<Correlation> correlations, List<OrdinaryGroup> groups) {

    /** Least distance of a group's mean from the median of all, in standard deviations, that sets it apart. */
    private static final double NOTEWORTHY = 0.5;

    Groups {
        dimensions = List.copyOf(dimensions);
        correlations = List.copyOf(correlations);
        groups = List.copyOf(groups);
    }

    /**
     * Two indexes that move together.
     *
     * @param first position of one
     * @param second position of the other
     * @param value Pearson correlation of the scaled values
     */
    record Correlation(int first, int second, double value) {}

    /**
     * The group nearest to a pair.
     *
     * @param group the group
     * @param distance how far, in units of its reach: above 1 is farther than 95 % of its members
     */
    record Nearest(OrdinaryGroup group, double distance) {}

    /** The dimensions whose mean in {@code group} lies farthest from the median of all, each one standard deviation wide. */
    List<GroupTrait> traits(OrdinaryGroup group, int most) {
        return IntStream.range(0, dimensions.size())
                .boxed()
                .filter(i -> Math.abs(group.mean[i]) >= NOTEWORTHY)
                .sorted(Comparator.comparingDouble(i -> -Math.abs(group.mean[i])))
                .limit(most)
                .map(i -> trait(group, i))
                .toList();
    }

    private GroupTrait trait(OrdinaryGroup group, int dimension) {
        int f = dimensions.get(dimension);
        double mean = group.mean[dimension];
        double deviation = group.deviation(dimension);
        Index index = Catalogue.indexes().get(f);
        Index.Description bounds = index.description();
        return new GroupTrait(
                index,
                Math.max(bounds.least(), scale.original(f, mean - deviation)),
                Math.min(bounds.greatest(), scale.original(f, mean + deviation)),
                scale.original(f, 0),
                mean > 0);
    }

    /** The point that describes {@code values}: the scaled dimensions, 0 (the median) for what is not a number. */
    double[] point(double[] values) {
        double[] point = new double[dimensions.size()];
        for (int i = 0; i < point.length; i++) {
            int f = dimensions.get(i);
            double scaled = scale.scaled(f, values[f]);
            point[i] = Double.isNaN(scaled) ? 0 : scaled;
        }
        return point;
    }

    /** The group whose reach covers {@code values} best. */
    Nearest nearest(double[] values) {
        double[] point = point(values);
        OrdinaryGroup best = groups.getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (OrdinaryGroup group : groups) {
            double distance = group.distance(point) / group.reach;
            if (distance < least) {
                least = distance;
                best = group;
            }
        }
        return new Nearest(best, least);
    }
}
