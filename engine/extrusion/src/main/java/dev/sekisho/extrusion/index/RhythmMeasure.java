package dev.sekisho.extrusion.index;

import dev.sekisho.extrusion.activity.PairView;
import dev.sekisho.extrusion.activity.Trait;

/** Measures {@link RhythmIndex}. */
final class RhythmMeasure {
    /** How far from the median an interval may lie to count as equal. */
    private static final double TOLERANCE = 0.15;

    /** Probability that an exponential interval lies that near to the median of such intervals. */
    private static final double BY_CHANCE = Math.pow(2, TOLERANCE - 1) - Math.pow(2, -TOLERANCE - 1);

    private static final double LEAST_JITTER = 0.01;
    private static final int BINS = 256;
    private static final double GREATEST_SURPRISE = 50;

    private final Sample intervals = new Sample();
    private final double[] raw = new double[4096];
    private final double[] bestRaw = new double[4096];
    private final boolean[] bins = new boolean[BINS];

    private int rawCount;
    private int bestCount;
    private double bestSurprise;
    private int bestEqual;

    void measure(PairView view, double[] out) {
        set(out, RhythmIndex.VISITS, view.visits());
        int n = view.exchanges();
        if (n >= 2) {
            set(out, RhythmIndex.SPAN, (view.start(n - 1) - view.start(0)) / 1000.0);
        }
        beat(view, out);
        set(out, RhythmIndex.COMB_SURPRISE, Comb.surprise(view));
        burstiness(view, out);
        periodicity(view, out);
        evenness(view, out);
        alone(view, out);
        held(view, out);
        hours(view, out);
    }

    private void beat(PairView view, double[] out) {
        bestSurprise = -1;
        bestCount = 0;
        begin();
        for (int i = 1; i < view.visits(); i++) {
            interval(view.visitStart(i) - view.visitStart(i - 1));
        }
        consider();
        begin();
        for (int i = 1; i < view.connections(); i++) {
            interval(view.connectionStart(i) - view.connectionStart(i - 1));
        }
        consider();
        begin();
        for (int i = 1; i < view.exchanges(); i++) {
            interval(view.start(i) - view.start(i - 1));
        }
        consider();
        if (bestSurprise < 0) {
            return;
        }
        intervals.clear();
        for (int i = 0; i < bestCount; i++) {
            intervals.add(bestRaw[i]);
        }
        double median = intervals.median();
        set(out, RhythmIndex.BEAT_INTERVAL, median);
        set(out, RhythmIndex.BEAT_COUNT, bestCount);
        set(out, RhythmIndex.BEAT_JITTER, Math.max(LEAST_JITTER, intervals.relativeDeviation()));
        set(out, RhythmIndex.BEAT_SHARE, (double) bestEqual / bestCount);
        set(out, RhythmIndex.BEAT_SURPRISE, bestSurprise);
        set(out, RhythmIndex.BEAT_RUN, longestRun(median));
        if (bestCount >= 6) {
            double low = intervals.quantile(0.25);
            double high = intervals.quantile(0.75);
            set(out, RhythmIndex.SKEW, high == low ? 0 : Math.abs(low + high - 2 * median) / (high - low));
        }
    }

    private void begin() {
        rawCount = 0;
    }

    private void interval(long millis) {
        if (rawCount < raw.length) {
            raw[rawCount++] = millis / 1000.0;
        }
    }

    private void consider() {
        if (rawCount < 3) {
            return;
        }
        intervals.clear();
        for (int i = 0; i < rawCount; i++) {
            intervals.add(raw[i]);
        }
        double median = intervals.median();
        if (median < 1) {
            return;
        }
        int equal = 0;
        for (int i = 0; i < rawCount; i++) {
            equal += Math.abs(raw[i] - median) <= TOLERANCE * median ? 1 : 0;
        }
        double surprise = Math.min(GREATEST_SURPRISE, surprise(rawCount, equal, BY_CHANCE));
        if (surprise > bestSurprise) {
            bestSurprise = surprise;
            bestCount = rawCount;
            bestEqual = equal;
            System.arraycopy(raw, 0, bestRaw, 0, rawCount);
        }
    }

    /** Minus the decimal logarithm of the probability of at least k of n where each comes with {@code chance}. */
    static double surprise(int n, int k, double chance) {
        if (k == 0) {
            return 0;
        }
        double logRatio = Math.log(chance / (1 - chance));
        double logTerm = n * Math.log(1 - chance);
        for (int i = 0; i < k; i++) {
            logTerm += Math.log((double) (n - i) / (i + 1)) + logRatio;
        }
        double sum = 1;
        double relative = 1;
        for (int i = k; i < n; i++) {
            relative *= (double) (n - i) / (i + 1) * chance / (1 - chance);
            sum += relative;
        }
        return Math.max(0, -(logTerm + Math.log(sum)) / Math.log(10));
    }

    private int longestRun(double median) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < bestCount; i++) {
            run = Math.abs(bestRaw[i] - median) <= TOLERANCE * median ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static void burstiness(PairView view, double[] out) {
        int n = view.exchanges() - 1;
        if (n < 4) {
            return;
        }
        double mean = (view.start(n) - view.start(0)) / 1000.0 / n;
        double squares = 0;
        for (int i = 1; i <= n; i++) {
            double off = (view.start(i) - view.start(i - 1)) / 1000.0 - mean;
            squares += off * off;
        }
        double deviation = Math.sqrt(squares / n);
        if (mean + deviation > 0) {
            set(out, RhythmIndex.BURSTINESS, (deviation - mean) / (deviation + mean));
        }
    }

    private void periodicity(PairView view, double[] out) {
        boolean byVisit = view.visits() >= 6;
        int n = byVisit ? view.visits() : view.connections();
        if (n < 6) {
            return;
        }
        long first = byVisit ? view.visitStart(0) : view.connectionStart(0);
        long last = byVisit ? view.visitStart(n - 1) : view.connectionStart(n - 1);
        double width = Math.max(1000.0, (last - first + 1) / (double) BINS);
        int used = (int) Math.min(BINS, (last - first) / width + 1);
        if (used < 8) {
            return;
        }
        java.util.Arrays.fill(bins, false);
        int filled = 0;
        for (int i = 0; i < n; i++) {
            int bin = (int)
                    Math.min(used - 1, ((byVisit ? view.visitStart(i) : view.connectionStart(i)) - first) / width);
            filled += bins[bin] ? 0 : 1;
            bins[bin] = true;
        }
        double mean = (double) filled / used;
        double variance = mean * (1 - mean);
        if (variance < 1e-9) {
            return;
        }
        double best = 0;
        for (int lag = 2; lag <= used / 2; lag++) {
            int both = 0;
            int left = 0;
            int right = 0;
            int m = used - lag;
            for (int i = 0; i < m; i++) {
                left += bins[i] ? 1 : 0;
                right += bins[i + lag] ? 1 : 0;
                both += bins[i] && bins[i + lag] ? 1 : 0;
            }
            double covariance = (double) both / m - (double) left / m * right / m;
            best = Math.max(best, covariance / variance);
        }
        set(out, RhythmIndex.PERIODICITY, Math.min(1, best));
    }

    private static void evenness(PairView view, double[] out) {
        int n = view.visits();
        if (n < 6) {
            return;
        }
        long first = view.visitStart(0);
        double span = view.visitStart(n - 1) - first + 1.0;
        int slots = Math.min(24, n);
        int filled = 0;
        int before = -1;
        for (int i = 0; i < n; i++) {
            int slot = (int) ((view.visitStart(i) - first) / span * slots);
            filled += slot == before ? 0 : 1;
            before = slot;
        }
        set(out, RhythmIndex.EVENNESS, (double) filled / slots);
    }

    private static void alone(PairView view, double[] out) {
        int n = view.visits();
        if (n < 3 || view.pair().client().pairs() < 2) {
            return;
        }
        int alone = 0;
        for (int i = 0; i < n; i++) {
            alone += view.isVisitAlone(i) ? 1 : 0;
        }
        set(out, RhythmIndex.ALONE, (double) alone / n);
    }

    private static void held(PairView view, double[] out) {
        int answered = 0;
        int held = 0;
        for (int i = 0; i < view.exchanges(); i++) {
            if (view.has(i, Trait.ANSWERED)) {
                answered++;
                held += view.delay(i) > 5_000 ? 1 : 0;
            }
        }
        if (answered > 0) {
            set(out, RhythmIndex.HELD, (double) held / answered);
        }
    }

    private static void hours(PairView view, double[] out) {
        int n = view.exchanges();
        if (n == 0) {
            return;
        }
        double span = (view.start(n - 1) - view.start(0)) / 3_600_000.0;
        if (span < 6) {
            return;
        }
        int active = 0;
        long before = -1;
        for (int i = 0; i < n; i++) {
            long hour = (view.start(i) - view.start(0)) / 3_600_000;
            active += hour == before ? 0 : 1;
            before = hour;
        }
        set(out, RhythmIndex.HOURS, active / (Math.floor(span) + 1));
    }

    private static void set(double[] out, RhythmIndex index, double value) {
        out[index.position()] = value;
    }
}
