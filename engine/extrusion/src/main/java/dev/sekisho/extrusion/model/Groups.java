package dev.sekisho.extrusion.model;

import java.util.List;

/**
 * The groups of ordinary traffic of one channel.
 *
 * @param scale how indexes are scaled
 * @param dimensions positions of the indexes that the groups are described by
 * @param correlations the strongest correlations between these indexes over all ordinary pairs
 * @param groups the groups
 */
record Groups(RobustScale scale, List<Integer> dimensions, List<Correlation> correlations, List<OrdinaryGroup> groups) {

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
