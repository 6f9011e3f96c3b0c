package dev.sekisho.extrusion.model;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes a model out of another one and a site's own ordinary traffic: what is ordinary there takes the place of what
 * was learned elsewhere (groups, surprise, calibration), the evidence of command and control stays. That is possible
 * because evidence is asked about surprise, never about the indexes themselves.
 *
 * <p>The calibration is cross-conformal as in {@link Trainer}: sources are dealt into folds, and each is judged by the
 * surprise that was learned without it. A channel of which the site shows too little keeps what the other model knows.
 */
public final class Baseline {
    /** Fewest pairs from which a model is made. */
    public static final int FEWEST_PAIRS = 200;

    private static final int FEWEST_OF_A_CHANNEL = 100;
    private static final int MOST_FOR_GROUPS = 10_000;

    private final Model prior;
    private final List<Example> examples;
    private final long seed;

    private Baseline(Model prior, List<Example> examples, long seed) {
        this.prior = prior;
        this.examples = examples;
        this.seed = seed;
    }

    /**
     * Makes the model of a site.
     *
     * @param prior whose evidence is kept
     * @param examples ordinary pairs of the site, at all their moments
     * @param about says in sentences what the examples are
     * @throws IllegalArgumentException if there are fewer than {@value #FEWEST_PAIRS} pairs
     */
    public static Model learn(Model prior, List<Example> examples, long seed, List<String> about) {
        long pairs = examples.stream().filter(Example::last).count();
        if (pairs < FEWEST_PAIRS) {
            throw new IllegalArgumentException("at least " + FEWEST_PAIRS
                    + " pairs of client and server are needed to learn what is ordinary, but there are " + pairs
                    + "; give more traffic");
        }
        return new Baseline(prior, examples, seed).model(about);
    }

    private Model model(List<String> about) {
        Map<Channel, Groups> groups = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            double[][] rows = rows(channel, -1).values();
            groups.put(
                    channel,
                    rows.length < FEWEST_OF_A_CHANNEL
                            ? prior.ordinary(channel)
                            : GroupTrainer.learn(thinned(rows), seed));
        }
        Map<Channel, Surprise> surprises = surprises(-1);
        double[] evidence = new double[examples.size()];
        for (int fold = 0; fold < Trainer.FOLDS; fold++) {
            Model without = new Model(about, groups, surprises(fold), prior.evidence(), prior.calibration());
            for (int i = 0; i < evidence.length; i++) {
                Example example = examples.get(i);
                if (Trainer.fold(example) == fold) {
                    evidence[i] = without.logOdds(example.channel(), example.values());
                }
            }
        }
        Calibration calibration = Trainer.calibration(examples, evidence, any -> 1);
        return new Model(about, groups, surprises, prior.evidence(), calibration);
    }

    private Map<Channel, Surprise> surprises(int withoutFold) {
        Map<Channel, Surprise> surprises = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            OrdinaryPairs rows = rows(channel, withoutFold);
            surprises.put(channel, rows.size() < FEWEST_OF_A_CHANNEL ? prior.surprise(channel) : Surprise.learn(rows));
        }
        return surprises;
    }

    private OrdinaryPairs rows(Channel channel, int withoutFold) {
        return OrdinaryPairs.of(examples, channel, each -> Trainer.fold(each) != withoutFold, any -> 1);
    }

    private double[][] thinned(double[][] rows) {
        if (rows.length <= MOST_FOR_GROUPS) {
            return rows;
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[][] shuffled = rows.clone();
        for (int i = 0; i < MOST_FOR_GROUPS; i++) {
            int other = i + random.nextInt(shuffled.length - i);
            double[] row = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = row;
        }
        return Arrays.copyOf(shuffled, MOST_FOR_GROUPS);
    }
}
