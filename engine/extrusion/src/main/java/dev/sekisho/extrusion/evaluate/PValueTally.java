package dev.sekisho.extrusion.evaluate;

import dev.sekisho.extrusion.evaluate.EvaluationReport.CalibrationReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.TailShare;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts small p-values of ordinary pairs. Pairs without a p-value, and judges that give none, are passed over. */
final class PValueTally {
    private static final double[] LEVELS = {0.01, 0.05};

    /** p-values are quotients of whole numbers: one that is meant to equal a level may be a rounding above it. */
    private static final double ROUNDING = 1e-12;

    private final int[] small = new int[LEVELS.length];
    private int pairs;
    private int calibrated = Integer.MAX_VALUE;

    void add(Judge.Outcome outcome) {
        if (Double.isNaN(outcome.pValue())) {
            return;
        }
        pairs++;
        calibrated = Math.min(calibrated, outcome.calibrated());
        for (int i = 0; i < LEVELS.length; i++) {
            if (outcome.pValue() <= LEVELS[i] + ROUNDING) {
                small[i]++;
            }
        }
    }

    /** What was counted, null if nothing. Where models of several sizes judged, the smallest n is told. */
    @Nullable
    CalibrationReport report() {
        if (pairs == 0) {
            return null;
        }
        List<TailShare> tails = new ArrayList<>();
        for (int i = 0; i < LEVELS.length; i++) {
            double steps = calibrated + 1.0;
            double expected = Math.floor(LEVELS[i] * steps + ROUNDING * steps) / steps;
            tails.add(new TailShare(
                    LEVELS[i], (double) small[i] / pairs, expected, ProportionInterval.expected(expected, pairs)));
        }
        return new CalibrationReport(pairs, calibrated, tails);
    }
}
