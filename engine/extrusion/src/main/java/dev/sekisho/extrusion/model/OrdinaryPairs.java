package dev.sekisho.extrusion.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The last moments of ordinary pairs of one channel.
 *
 * @param values per pair its indexes
 * @param weights per pair what it counts
 */
@SuppressWarnings("ArrayRecordComponent") // read by position in the innermost loops; nobody writes to it
record OrdinaryPairs(double[][] values, double[] weights) {
    /** Those among {@code examples} that {@code taken} takes. */
    static OrdinaryPairs of(
            List<Example> examples, Channel channel, Predicate<Example> taken, ToDoubleFunction<Example> weight) {
        List<double[]> values = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (Example example : examples) {
            boolean ordinary = example.last() && example.label() == Example.Label.ORDINARY;
            if (ordinary && example.channel() == channel && taken.test(example)) {
                values.add(example.values());
                weights.add(weight.applyAsDouble(example));
            }
        }
        return new OrdinaryPairs(
                values.toArray(new double[0][]),
                weights.stream().mapToDouble(Double::doubleValue).toArray());
    }

    int size() {
        return values.length;
    }
}
