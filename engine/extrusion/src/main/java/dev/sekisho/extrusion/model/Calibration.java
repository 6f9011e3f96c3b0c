package dev.sekisho.extrusion.model;

import java.util.Arrays;

/**
 * The evidence that ordinary pairs of one channel show to models that had not learned from them. Turns evidence into a
 * conformal p-value (Vovk et al. 2005; cross-conformal: Vovk 2015), and a bearable rate of false alarms into a threshold.
 */
final class Calibration {
    /** Share of the ordinary pairs to whose evidence the tail is fitted. */
    private static final double TAIL = 0.05;

    private static final int FEWEST_IN_TAIL = 5;

    private final double[] ascending;

    Calibration(double[] evidence) {
        ascending = evidence.clone();
        Arrays.sort(ascending);
    }

    /** Number of ordinary pairs. */
    int size() {
        return ascending.length;
    }

    /** The evidence of the ordinary pairs, ascending. */
    double[] evidence() {
        return ascending.clone();
    }

    /**
     * Probability that an ordinary pair shows at least {@code logOdds}: (1 + ordinary pairs that do)/(n + 1), never below
     * 1/(n + 1).
     */
    double pValue(double logOdds) {
        int at = Arrays.binarySearch(ascending, logOdds);
        if (at < 0) {
            at = -at - 1;
        }
        while (at > 0 && ascending[at - 1] == logOdds) {
            at--;
        }
        return (1.0 + ascending.length - at) / (ascending.length + 1.0);
    }

    /**
     * The evidence that an ordinary pair exceeds with probability {@code rate}. Where so few are among the ordinary pairs
     * in hand that they cannot say, the tail is continued as an exponential one with the mean excess of its upper 5 %.
     */
    double threshold(double rate) {
        int n = ascending.length;
        if (n == 0) {
            return Double.POSITIVE_INFINITY;
        }
        int tail = Math.max(Math.min(n, FEWEST_IN_TAIL), (int) (TAIL * n));
        double start = ascending[n - tail];
        double excess = 0;
        for (int i = n - tail; i < n; i++) {
            excess += ascending[i] - start;
        }
        double mean = Math.max(1e-3, excess / tail);
        double share = (double) tail / n;
        if (rate >= share) {
            return ascending[(int) Math.max(0, Math.min(n - 1, Math.floor((1 - rate) * n)))];
        }
        return start + mean * Math.log(share / rate);
    }
}
