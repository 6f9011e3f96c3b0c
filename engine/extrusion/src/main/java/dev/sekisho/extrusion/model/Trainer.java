package dev.sekisho.extrusion.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Makes a {@link Model} from examples. Deterministic for a seed.
 *
 * <ol>
 *   <li>Groups are learned from the last moments of the ordinary pairs, without labels among them.
 *   <li>Evidence is learned from all moments of all pairs. Every pair counts the same, whatever the number of its
 *       moments; what must be left out together counts as the root of its number of pairs, so that no family of malware
 *       outweighs the others.
 *   <li>Calibration is cross-conformal: sources are dealt into {@value #FOLDS} folds, and the ordinary pairs of each fold
 *       are judged by evidence that was learned without it.
 * </ol>
 */
public final class Trainer {
    static final int FOLDS = 5;

    private static final double ROGUE_WEIGHT = 10;
    private static final int FEWEST = 40;

    private final EvidenceSettings settings;
    private final long seed;

    public Trainer(long seed) {
        this(EvidenceSettings.DEFAULT.withSeed(seed), seed);
    }

    Trainer(EvidenceSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
    }

    /** Makes a model. {@code about} says in sentences what the examples are. */
    public Model train(List<Example> examples, List<String> about) {
        return new Lesson(examples).model(any -> true, about);
    }

    /** What can be learned from {@code examples}, prepared for learning it several times without some of them. */
    public Lesson lesson(List<Example> examples) {
        return new Lesson(examples);
    }

    /**
     * Examples with what is learned from the ordinary ones alone. That stays the same whatever malware is left out, so
     * that leaving out one group after the other takes little time. Safe for use by many threads.
     */
    public final class Lesson {
        private final List<Example> examples;
        private final Map<Channel, Groups> groups = new EnumMap<>(Channel.class);
        private final Map<Channel, Surprise> surprises = new EnumMap<>(Channel.class);
        private final List<double[]> features;
        /** Per fold the features of all examples as they look to what was learned without the fold. */
        private final List<List<double[]>> foldFeatures = new ArrayList<>();

        private Lesson(List<Example> examples) {
            this.examples = List.copyOf(examples);
            for (Channel channel : Channel.values()) {
                double[][] ordinary = ordinary(examples, channel, any -> true);
                groups.put(channel, GroupTrainer.learn(ordinary, seed));
                surprises.put(channel, Surprise.learn(ordinary));
            }
            features = features(examples, groups, surprises);
            for (int fold = 0; fold < FOLDS; fold++) {
                int without = fold;
                Map<Channel, Surprise> others = new EnumMap<>(Channel.class);
                for (Channel channel : Channel.values()) {
                    others.put(channel, Surprise.learn(ordinary(examples, channel, each -> fold(each) != without)));
                }
                foldFeatures.add(features(examples, groups, others));
            }
        }

        /** The model that comes out without the command and control of {@code group}. */
        public Model without(String group, List<String> about) {
            return model(each -> !each.group().equals(group) || group.isEmpty(), about);
        }

        private Model model(Predicate<Example> taken, List<String> about) {
            Evidence evidence = evidence(examples, features, taken);
            return new Model(about, groups, surprises, evidence, calibrate(taken));
        }

        private Calibration calibrate(Predicate<Example> taken) {
            double[] evidence = new double[examples.size()];
            for (int fold = 0; fold < FOLDS; fold++) {
                int left = fold;
                List<double[]> seen = foldFeatures.get(fold);
                Evidence without = evidence(
                        examples,
                        seen,
                        each -> taken.test(each) && (each.label() == Example.Label.ROGUE || fold(each) != left));
                for (int i = 0; i < evidence.length; i++) {
                    if (fold(examples.get(i)) == fold) {
                        evidence[i] = without.logOdds(seen.get(i))
                                - Prevalence.discount(examples.get(i).values());
                    }
                }
            }
            return new Calibration(highest(examples, evidence));
        }
    }

    private static double[][] ordinary(List<Example> examples, Channel channel, Predicate<Example> taken) {
        List<double[]> rows = new ArrayList<>();
        for (Example example : examples) {
            boolean ordinary = example.last() && example.label() == Example.Label.ORDINARY;
            if (ordinary && example.channel() == channel && taken.test(example)) {
                rows.add(example.values());
            }
        }
        if (rows.size() < FEWEST) {
            throw new IllegalArgumentException("at least " + FEWEST + " ordinary pairs of " + channel.id()
                    + " traffic are needed to learn groups, but there are " + rows.size());
        }
        return rows.toArray(new double[0][]);
    }

    private static List<double[]> features(
            List<Example> examples, Map<Channel, Groups> groups, Map<Channel, Surprise> surprises) {
        List<double[]> result = new ArrayList<>(examples.size());
        for (Example example : examples) {
            Groups known = Objects.requireNonNull(groups.get(example.channel()));
            Surprise surprise = Objects.requireNonNull(surprises.get(example.channel()));
            double distance = known.nearest(example.values()).distance();
            result.add(EvidenceFeatures.of(distance, surprise, example.values()));
        }
        return result;
    }

    private Evidence evidence(List<Example> examples, List<double[]> values, Predicate<Example> taken) {
        List<Example> chosen = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            if (taken.test(examples.get(i))) {
                chosen.add(examples.get(i));
                rows.add(values.get(i));
            }
        }
        boolean[] rogue = new boolean[chosen.size()];
        int[] source = new int[chosen.size()];
        for (int i = 0; i < rogue.length; i++) {
            rogue[i] = chosen.get(i).label() == Example.Label.ROGUE;
            source[i] = chosen.get(i).source();
        }
        return new EvidenceTrainer(settings, EvidenceFeatures.directions())
                .train(rows.toArray(new double[0][]), rogue, weights(chosen), source);
    }

    private static double[] weights(List<Example> examples) {
        Map<Integer, Integer> moments = new HashMap<>();
        Map<String, Integer> pairs = new HashMap<>();
        for (Example example : examples) {
            moments.merge(example.pair(), 1, Integer::sum);
            if (example.last()) {
                pairs.merge(example.group(), 1, Integer::sum);
            }
        }
        double[] weights = new double[examples.size()];
        for (int i = 0; i < weights.length; i++) {
            Example example = examples.get(i);
            int count = moments.getOrDefault(example.pair(), 1);
            double share = count == 1 ? 1 : example.last() ? 0.5 : 0.5 / (count - 1);
            boolean rogue = example.label() == Example.Label.ROGUE;
            weights[i] = rogue ? share * ROGUE_WEIGHT / Math.sqrt(pairs.getOrDefault(example.group(), 1)) : share;
        }
        return weights;
    }

    /** Per ordinary pair the highest evidence of all its moments. */
    static double[] highest(List<Example> examples, double[] evidence) {
        Map<Integer, Double> highest = new HashMap<>();
        for (int i = 0; i < evidence.length; i++) {
            Example example = examples.get(i);
            if (example.label() == Example.Label.ORDINARY) {
                highest.merge(example.pair(), evidence[i], Math::max);
            }
        }
        return highest.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The fold that an example belongs to with its whole source. */
    static int fold(Example example) {
        return Math.floorMod((example.source() * 0x9E3779B9) >>> 7, FOLDS);
    }
}
