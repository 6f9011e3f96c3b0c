package dev.sekisho.extrusion.model;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The evidence that ordinary pairs show to models that had not learned from them, and how much each of them counts. Turns
 * evidence into a conformal p-value (Vovk et al. 2005; cross-conformal: Vovk 2015; weighted: Tibshirani et al. 2019), and a
 * bearable rate of false alarms into a threshold. A pair that is judged counts 1, and so does every pair but those of
 * large inputs, which count less.
 */
final class Calibration {
    /** How many of the highest ordinary pairs the tail is continued from. */
    private static final int IN_TAIL = 20;

    /** Sums of weights that are meant to be whole numbers may miss them by this much. */
    private static final double ROUNDING = 1e-6;

    private final double[] ascending;
    private final double[] weights;

    /** Per pair what it and all pairs with more evidence count together; one more place with 0. */
    private final double[] countFrom;

    /** Every pair counts 1. */
    Calibration(double[] evidence) {
        this(evidence, ones(evidence.length));
    }

    /** The pairs count {@code weights}, each above 0 and at most 1. */
    Calibration(double[] evidence, double[] weights) {
        int n = evidence.length;
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> evidence[i]));
        ascending = new double[n];
        this.weights = new double[n];
        countFrom = new double[n + 1];
        for (int i = n - 1; i >= 0; i--) {
            ascending[i] = evidence[order[i]];
            this.weights[i] = weights[order[i]];
            countFrom[i] = countFrom[i + 1] + this.weights[i];
        }
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** What the ordinary pairs count together, rounded up. */
    int size() {
        return (int) Math.ceil(countFrom[0] - ROUNDING);
    }

    /** The evidence of the ordinary pairs, ascending. */
    double[] evidence() {
        return ascending.clone();
    }

    /** What the pairs of {@link #evidence()} count. */
    double[] weights() {
        return weights.clone();
    }

    /**
     * Probability that an ordinary pair shows at least {@code logOdds}: (1 + what the ordinary pairs count that do)/(1 + what
     * all count), never below 1/({@link #size()} + 1).
     */
    double pValue(double logOdds) {
        int at = Arrays.binarySearch(ascending, logOdds);
        if (at < 0) {
            at = -at - 1;
        }
        while (at > 0 && ascending[at - 1] == logOdds) {
            at--;
        }
        return (1 + countFrom[at]) / (1 + countFrom[0]);
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
        double all = 1 + countFrom[0];
        double bearable = rate * all + ROUNDING;
        if (bearable >= 1) {
            int at = n - 1;
            while (at > 0 && 1 + countFrom[at] <= bearable) {
                at--;
            }
            return ascending[at];
        }
        int first = n - Math.min(n, IN_TAIL);
        double start = ascending[first];
        double excess = 0;
        for (int i = first; i < n; i++) {
            excess += (ascending[i] - start) * weights[i];
        }
        double extended = start + excess / countFrom[first] * Math.log(countFrom[first] / all / rate);
        return Math.max(ascending[n - 1], extended);
    }
}
