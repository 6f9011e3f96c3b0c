package dev.sekisho.extrusion.evaluate;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Interval of a proportion: of an unknown one (Clopper and Pearson, Biometrika 26, 1934), or of what chance makes of a
 * known one.
 *
 * @param lower lower bound
 * @param upper upper bound
 */
public record ProportionInterval(double lower, double upper) {
    /** The confidence at which everything is reported. */
    public static final double CONFIDENCE = 0.95;

    /** The interval of {@code successes} out of {@code trials} at {@link #CONFIDENCE}; from 0 to 1 without trials. */
    public static ProportionInterval of(int successes, int trials) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException("successes must be between 0 and " + trials + ", but are " + successes);
        }
        double tail = (1 - CONFIDENCE) / 2;
        double lower = successes == 0
                ? 0
                : BetaDistribution.of(successes, trials - successes + 1).inverseCumulativeProbability(tail);
        double upper = successes == trials
                ? 1
                : BetaDistribution.of(successes + 1, trials - successes).inverseSurvivalProbability(tail);
        return new ProportionInterval(lower, upper);
    }

    /**
     * Between which shares of {@code trials} successes lie at {@link #CONFIDENCE} when each comes with {@code
     * probability}: the quantiles of the binomial distribution. From 0 to 1 without trials.
     */
    public static ProportionInterval expected(double probability, int trials) {
        if (trials == 0) {
            return new ProportionInterval(0, 1);
        }
        double tail = (1 - CONFIDENCE) / 2;
        BinomialDistribution successes = BinomialDistribution.of(trials, probability);
        return new ProportionInterval(
                (double) successes.inverseCumulativeProbability(tail) / trials,
                (double) successes.inverseSurvivalProbability(tail) / trials);
    }

    /** Whether {@code proportion} lies within, the bounds included. */
    public boolean contains(double proportion) {
        return proportion >= lower && proportion <= upper;
    }

    /**
     * The interval of the ratio of two counts over the same pairs: given their sum, the first is binomial, and the ratio
     * is that proportion's odds. The upper bound is infinite where {@code second} is 0.
     */
    public static ProportionInterval ofRatio(int first, int second) {
        ProportionInterval share = of(first, first + second);
        return new ProportionInterval(odds(share.lower()), odds(share.upper()));
    }

    private static double odds(double proportion) {
        return proportion >= 1 ? Double.POSITIVE_INFINITY : proportion / (1 - proportion);
    }
}
