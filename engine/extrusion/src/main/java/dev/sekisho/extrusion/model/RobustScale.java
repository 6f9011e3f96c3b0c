package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.Index;
import java.util.Arrays;

/**
 * Brings the indexes to one scale: amounts by their logarithm, then distance from the median in units of the median
 * absolute deviation (times 1.4826, which makes it a standard deviation for normal values), cut at ±{@value #CUT}.
 */
final class RobustScale {
    static final double CUT = 5;

    private static final double TO_STANDARD_DEVIATION = 1.4826;

    final double[] center;
    final double[] spread;

    RobustScale(double[] center, double[] spread) {
        this.center = center;
        this.spread = spread;
    }

    /** Learns the scale of {@code rows}; an index that none of them has, or that never varies, gets spread 0. */
    static RobustScale learn(double[][] rows) {
        int size = Catalogue.SIZE;
        double[] center = new double[size];
        double[] spread = new double[size];
        double[] known = new double[rows.length];
        for (int f = 0; f < size; f++) {
            int n = 0;
            for (double[] row : rows) {
                if (!Double.isNaN(row[f])) {
                    known[n++] = compressed(f, row[f]);
                }
            }
            if (n < 8) {
                continue;
            }
            center[f] = median(known, n);
            double widest = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                known[i] = Math.abs(known[i] - center[f]);
                squares += known[i] * known[i];
                widest = Math.max(widest, known[i]);
            }
            double deviation = TO_STANDARD_DEVIATION * median(known, n);
            // Where more than half of all are equal the median deviation is 0 and the ordinary one takes its place.
            spread[f] = deviation > 0 ? deviation : widest > 0 ? Math.sqrt(squares / n) : 0;
        }
        return new RobustScale(center, spread);
    }

    /** The scaled value of index {@code f}; not a number where it is not or has no scale. */
    double scaled(int f, double value) {
        if (spread[f] == 0) {
            return Double.NaN;
        }
        return Math.max(-CUT, Math.min(CUT, (compressed(f, value) - center[f]) / spread[f]));
    }

    /** The value of index {@code f} that scales to {@code scaled}. */
    double original(int f, double scaled) {
        double value = center[f] + scaled * spread[f];
        return isAmount(f) ? Math.expm1(Math.max(0, value)) : value;
    }

    private static double compressed(int f, double value) {
        return isAmount(f) ? Math.log1p(Math.max(0, value)) : value;
    }

    private static boolean isAmount(int f) {
        Index.Description description = Catalogue.indexes().get(f).description();
        return Double.isInfinite(description.greatest());
    }

    private static double median(double[] values, int size) {
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return size % 2 == 1 ? sorted[size / 2] : (sorted[size / 2 - 1] + sorted[size / 2]) / 2;
    }
}
