package dev.sekisho.extrusion.evaluate;

import dev.sekisho.extrusion.evaluate.PairScorer.PairVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one judge says of the pairs of one input. */
final class Judge {
    private static final double RITA_WINDOW_SECONDS = 86_400;
    private static final double SECONDS_PER_HOUR = 3600;

    final String name;
    private final Map<ObservedPair, Outcome> outcomes = new HashMap<>();
    private final List<PairVerdict> unplaced = new ArrayList<>();

    Judge(String name) {
        this.name = name;
    }

    /**
     * What became of one pair.
     *
     * @param alertedAt epoch second of the first alert, not a number where the judge does not say or raised none
     * @param exchangesBefore exchanges until then, 0 likewise
     * @param pValue probability of the like among ordinary pairs, not a number where the judge does not say
     * @param calibrated number of ordinary pairs that say so, 0 likewise
     * @param reason why it alarmed, null where the judge does not say or did not
     */
    record Outcome(
            double score,
            boolean alarmed,
            double alertedAt,
            int exchangesBefore,
            double pValue,
            int calibrated,
            @Nullable String reason) {
        static final Outcome SILENT = new Outcome(0, false);

        /** Of a judge that says no more. */
        Outcome(double score, boolean alarmed) {
            this(score, alarmed, Double.NaN, 0, Double.NaN, 0, null);
        }

        static Outcome of(PairVerdict verdict) {
            return new Outcome(
                    verdict.score(),
                    verdict.rogue(),
                    verdict.alertedAt() == null ? Double.NaN : ObservedPairs.seconds(verdict.alertedAt()),
                    verdict.exchangesBefore(),
                    verdict.pValue(),
                    verdict.calibrated(),
                    verdict.reason());
        }

        Outcome or(Outcome other) {
            Outcome earlier = alarmed && (!other.alarmed || alertedAt <= other.alertedAt) ? this : other;
            Outcome stronger = score >= other.score ? this : other;
            return new Outcome(
                    stronger.score,
                    alarmed || other.alarmed,
                    earlier.alertedAt,
                    earlier.exchangesBefore,
                    stronger.pValue,
                    stronger.calibrated,
                    earlier.reason);
        }
    }

    /** RITA's formula over the input's own span or, as RITA does, over its last day from the start of an hour. */
    static Judge rita(ObservedPairs observed, double threshold) {
        Judge judge = new Judge(String.format(Locale.ROOT, "RITA >= %.1f", threshold));
        double end = observed.last();
        double start = observed.first();
        if (end - start > RITA_WINDOW_SECONDS) {
            start = Math.floor((end - RITA_WINDOW_SECONDS) / SECONDS_PER_HOUR) * SECONDS_PER_HOUR;
        }
        for (ObservedPair pair : observed.all()) {
            RitaBeaconScore score = pair.ritaScore(start, end);
            if (score != null) {
                judge.put(pair, new Outcome(score.total(), score.total() >= threshold));
            }
        }
        return judge;
    }

    /** Takes a verdict for those rows that it speaks of. */
    void take(PairVerdict verdict, ObservedPairs observed, Predicate<EvaluationRow> concerns) {
        Outcome outcome = Outcome.of(verdict);
        double alertedAt = outcome.alertedAt();
        List<ObservedPair> pairs = observed.of(verdict.key());
        boolean placed = false;
        for (ObservedPair pair : pairs) {
            boolean inTime =
                    Double.isNaN(alertedAt) || pairs.size() == 1 || pair.row.means(pair.key.client(), alertedAt);
            if (inTime && concerns.test(pair.row)) {
                put(pair, outcome);
                placed = true;
            }
        }
        if (!placed && pairs.isEmpty() && verdict.rogue()) {
            unplaced.add(verdict);
        }
    }

    void put(ObservedPair pair, Outcome outcome) {
        outcomes.merge(pair, outcome, Outcome::or);
    }

    Outcome of(ObservedPair pair) {
        @Nullable Outcome outcome = outcomes.get(pair);
        return outcome == null ? Outcome.SILENT : outcome;
    }

    /** Alarms on pairs that no row means. */
    List<PairVerdict> unplaced() {
        return Collections.unmodifiableList(unplaced);
    }
}
