package dev.sekisho.extrusion.evaluate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The beacon score that RITA 5 gives a pair, made anew from its published description, as the baseline that detection
 * is compared with.
 *
 * @param timing regularity of the intervals between connections
 * @param sizes sameness of the bytes that the client sent per connection
 * @param histogram evenness of the connections over the day
 * @param duration how much of the day they cover
 */
public record RitaBeaconScore(double timing, double sizes, double histogram, double duration) {
    /** Distinct seconds below which a pair is not scored. */
    static final int FEWEST_SECONDS = 4;

    private static final int BINS = 24;
    private static final int FEWEST_BINS_FOR_FIT = 11;
    private static final int FEWEST_BINS_FOR_DURATION = 6;
    private static final int LONG_RUN_OF_BINS = 12;
    private static final double FIT_STEP = 0.05;
    private static final double NARROW_QUARTILES = 10;

    /** The whole score, from 0 to 1. */
    public double total() {
        return (timing + sizes + histogram + duration) / 4;
    }

    /**
     * The score of one pair, null where it is too seldom for one.
     *
     * @param times start of each connection in epoch seconds
     * @param bytes bytes that the client sent in each
     * @param start start of the data set's span in epoch seconds
     * @param end end of the span
     */
    public static @Nullable RitaBeaconScore of(double[] times, long[] bytes, double start, double end) {
        long[] seconds = Arrays.stream(times)
                .mapToLong(time -> (long) Math.floor(time))
                .sorted()
                .distinct()
                .toArray();
        if (seconds.length < FEWEST_SECONDS) {
            return null;
        }
        double[] intervals = new double[seconds.length - 1];
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = seconds[i + 1] - seconds[i];
        }
        int[] bins = bins(times, start, end);
        double[] sent = Arrays.stream(bytes).asDoubleStream().toArray();
        double first = Arrays.stream(times).min().orElse(start);
        double last = Arrays.stream(times).max().orElse(end);
        return new RitaBeaconScore(
                regularity(intervals), regularity(sent), evenness(bins), coverage(bins, last - first, end - start));
    }

    /** Half by symmetry, half by closeness to the median. */
    static double regularity(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double median = median(sorted, 0, sorted.length);
        int half = sorted.length / 2;
        double low = median(sorted, 0, half);
        double high = median(sorted, sorted.length - half, sorted.length);
        double skew = 0;
        if (high - low >= NARROW_QUARTILES && median != low && median != high) {
            skew = (low + high - 2 * median) / (high - low);
        }
        double[] deviations = new double[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            deviations[i] = Math.abs(sorted[i] - median);
        }
        Arrays.sort(deviations);
        double deviation = median(deviations, 0, deviations.length);
        double closeness = median < 1 ? 1 : Math.max(0, (median - deviation) / median);
        return (1 - Math.abs(skew)) / 2 + closeness / 2;
    }

    private static double median(double[] sorted, int from, int to) {
        int count = to - from;
        if (count == 0) {
            return 0;
        }
        int middle = from + count / 2;
        return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static int[] bins(double[] times, double start, double end) {
        int[] bins = new int[BINS];
        double span = Math.max(end - start, 1e-9);
        for (double time : times) {
            int bin = (int) Math.floor((time - start) / span * BINS);
            bins[Math.clamp(bin, 0, BINS - 1)]++;
        }
        return bins;
    }

    static double evenness(int[] bins) {
        double mean = Arrays.stream(bins).average().orElse(0);
        double variance = 0;
        for (int bin : bins) {
            variance += (bin - mean) * (bin - mean) / bins.length;
        }
        double variation = mean == 0 ? 1 : Math.sqrt(variance) / mean;
        double even = variation > 1 ? 0 : 1 - variation;
        return Math.max(even, twoLevelFit(bins));
    }

    /** The share of the bins whose height is one of the two commonest, one bin being forgiven. */
    private static double twoLevelFit(int[] bins) {
        int[] heights = Arrays.stream(bins).filter(bin -> bin > 0).toArray();
        if (heights.length < FEWEST_BINS_FOR_FIT) {
            return 0;
        }
        int highest = Arrays.stream(heights).max().orElse(0);
        int step = (int) Math.ceil(highest * FIT_STEP);
        int[] sizes = new int[highest / step + 1];
        for (int height : heights) {
            sizes[height / step]++;
        }
        Arrays.sort(sizes);
        int commonest = sizes[sizes.length - 1] + (sizes.length > 1 ? sizes[sizes.length - 2] : 0);
        return Math.min(1, (double) commonest / (heights.length - 1));
    }

    static double coverage(int[] bins, double covered, double span) {
        int filled = (int) Arrays.stream(bins).filter(bin -> bin > 0).count();
        if (filled < FEWEST_BINS_FOR_DURATION) {
            return 0;
        }
        double share = span <= 0 ? 0 : covered / span;
        return Math.min(1, Math.max(share, (double) longestRun(bins) / LONG_RUN_OF_BINS));
    }

    /** The longest run of bins that are not empty, going on from the last to the first. */
    private static int longestRun(int[] bins) {
        int run = 0;
        int longest = 0;
        for (int i = 0; i < 2 * bins.length; i++) {
            run = bins[i % bins.length] > 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return Math.min(longest, bins.length);
    }
}
