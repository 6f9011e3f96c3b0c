package dev.sekisho.extrusion.evaluate;

import java.util.Arrays;

/** The area under the curve of true against false positives. */
final class RankArea {
    private RankArea() {}

    /**
     * The chance that a positive scores above a negative, ties counting half (Mann and Whitney, 1947); not a number
     * where either is missing.
     */
    static double of(double[] positives, double[] negatives) {
        if (positives.length == 0 || negatives.length == 0) {
            return Double.NaN;
        }
        double[] sorted = negatives.clone();
        Arrays.sort(sorted);
        double above = 0;
        for (double score : positives) {
            above += (below(sorted, score, false) + below(sorted, score, true)) / 2.0;
        }
        return above / positives.length / negatives.length;
    }

    /** How many are below {@code score}, or at most it. */
    private static int below(double[] sorted, double score, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < score || (orEqual && sorted[middle] == score)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
