package dev.sekisho.extrusion.model;

import java.util.Arrays;

/**
 * The evidence that ordinary pairs of one channel show to models that had not learned from them. Turns evidence into a
 * conformal p-value (Vovk et al. 2005; cross-conformal: Vovk 2015), and a bearable rate of false alarms into a threshold.
 */
final class Calibration {
    /** How many of the highest ordinary pairs the tail is continued from. */
    private static final int IN_TAIL = 20;

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
     * The evidence that an ordinary pair exceeds with probability {@code rate}: what leaves at most that share of p-values
     * below it. Where there are too few ordinary pairs for such a share, their tail is continued as an exponential one
     * with the mean excess of the {@value #IN_TAIL} highest.
     */
    double threshold(double rate) {
        int n = ascending.length;
        if (n == 0) {
            return Double.POSITIVE_INFINITY;
        }
        int above = (int) Math.floor(rate * (n + 1));
        if (above >= 1) {
            return ascending[Math.max(0, n - above)];
        }
        int tail = Math.min(n, IN_TAIL);
        double start = ascending[n - tail];
        double excess = 0;
        for (int i = n - tail; i < n; i++) {
            excess += ascending[i] - start;
        }
        double extended = start + excess / tail * Math.log((double) tail / (n + 1) / rate);
        return Math.max(ascending[n - 1], extended);
    }
}
