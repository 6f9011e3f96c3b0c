package dev.sekisho.extrusion.index;

import java.util.Arrays;

/** A growing list of numbers with its robust statistics. Used again and again; belongs to one thread. */
final class Sample {
    private double[] values = new double[64];
    private double[] scratch = new double[64];
    private int size;
    private boolean sorted;

    void clear() {
        size = 0;
        sorted = false;
    }

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
        sorted = false;
    }

    int size() {
        return size;
    }

    /** The {@code index}-th value, in the order added until something sorted was asked for, then ascending. */
    double get(int index) {
        return values[index];
    }

    /** The median, not a number if empty. */
    double median() {
        sort();
        return middle(values, size);
    }

    /** The quantile {@code share} by linear interpolation between order statistics, not a number if empty. */
    double quantile(double share) {
        sort();
        if (size == 0) {
            return Double.NaN;
        }
        double at = share * (size - 1);
        int below = (int) at;
        int above = Math.min(size - 1, below + 1);
        return values[below] + (at - below) * (values[above] - values[below]);
    }

    /** The median of the distances from the median, not a number if empty. */
    double medianDeviation() {
        double median = median();
        if (scratch.length < size) {
            scratch = new double[values.length];
        }
        for (int i = 0; i < size; i++) {
            scratch[i] = Math.abs(values[i] - median);
        }
        Arrays.sort(scratch, 0, size);
        return middle(scratch, size);
    }

    /** {@link #medianDeviation()} over the median, at most 2; 0 where both are 0. */
    double relativeDeviation() {
        double median = median();
        double deviation = medianDeviation();
        if (deviation == 0) {
            return size == 0 ? Double.NaN : 0;
        }
        return Math.min(2, deviation / median);
    }

    /** The share of the most frequent value. */
    double topShare() {
        sort();
        int top = 0;
        int run = 0;
        for (int i = 0; i < size; i++) {
            run = i > 0 && values[i] == values[i - 1] ? run + 1 : 1;
            top = Math.max(top, run);
        }
        return size == 0 ? Double.NaN : (double) top / size;
    }

    /** The number of different values. */
    int distinct() {
        sort();
        int distinct = 0;
        for (int i = 0; i < size; i++) {
            distinct += i == 0 || values[i] != values[i - 1] ? 1 : 0;
        }
        return distinct;
    }

    private void sort() {
        if (!sorted) {
            Arrays.sort(values, 0, size);
            sorted = true;
        }
    }

    private static double middle(double[] ascending, int size) {
        if (size == 0) {
            return Double.NaN;
        }
        return size % 2 == 1 ? ascending[size / 2] : (ascending[size / 2 - 1] + ascending[size / 2]) / 2;
    }
}
