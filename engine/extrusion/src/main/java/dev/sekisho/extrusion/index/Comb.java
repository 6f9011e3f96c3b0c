package dev.sekisho.extrusion.index;

import dev.sekisho.extrusion.activity.PairView;

/** Looks for a clock beneath other activity: see {@link RhythmIndex#COMB_SURPRISE}. */
final class Comb {
    private static final int FEWEST_VISITS = 5;
    private static final int FEWEST_TEETH = 4;
    private static final int MOST_COMBS = 96;
    private static final int FARTHEST = 3;
    private static final double SHORTEST_PERIOD = 5;
    private static final double TOLERANCE = 0.04;
    private static final double GREATEST = 50;

    private Comb() {}

    static double surprise(PairView view) {
        int n = view.visits();
        if (n < FEWEST_VISITS) {
            return Double.NaN;
        }
        double span = (view.visitStart(n - 1) - view.visitStart(0)) / 1000.0;
        int stride = Math.max(1, (n - 1) * FARTHEST / MOST_COMBS);
        double best = 0;
        int combs = 0;
        for (int i = 0; i + 1 < n; i += stride) {
            for (int apart = 1; apart <= FARTHEST && i + apart < n; apart++) {
                double period = (view.visitStart(i + apart) - view.visitStart(i)) / 1000.0;
                if (period >= SHORTEST_PERIOD && period <= span / FEWEST_TEETH) {
                    combs++;
                    best = Math.max(best, surprise(view, i + apart, period, span));
                }
            }
        }
        return Math.max(0, Math.min(GREATEST, best - Math.log10(Math.max(1, combs))));
    }

    /** The surprise of the comb whose last visit met by construction is {@code begin}. */
    private static double surprise(PairView view, int begin, double period, double span) {
        int n = view.visits();
        double tolerance = Math.max(1, TOLERANCE * period);
        double end = seconds(view, n - 1);
        int teeth = 0;
        int met = 0;
        int next = begin + 1;
        double tooth = seconds(view, begin) + period;
        while (tooth <= end + tolerance) {
            while (next < n && seconds(view, next) < tooth - tolerance) {
                next++;
            }
            teeth++;
            double from = tooth;
            if (next < n && seconds(view, next) <= tooth + tolerance) {
                met++;
                from = seconds(view, next);
            }
            tooth = from + period;
        }
        double chance = 1 - Math.exp(-(n - 1) / span * 2 * tolerance);
        return teeth < FEWEST_TEETH ? 0 : RhythmMeasure.surprise(teeth, met, Math.min(0.95, Math.max(1e-6, chance)));
    }

    private static double seconds(PairView view, int visit) {
        return (view.visitStart(visit) - view.visitStart(0)) / 1000.0;
    }
}
