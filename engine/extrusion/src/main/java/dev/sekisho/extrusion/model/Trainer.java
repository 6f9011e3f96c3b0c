package dev.sekisho.extrusion.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Makes a {@link Model} from examples. Deterministic for a seed.
 *
 * <ol>
 *   <li>Groups are learned from the last moments of the ordinary pairs, without labels among them.
 *   <li>Evidence is learned from all moments of all pairs. Every pair counts the same, whatever the number of its
 *       moments, but the ordinary pairs of one input together at most {@value #LARGEST_INPUT}; malware that must be left
 *       out together counts as the root of its number of pairs, so that no family outweighs the others.
 *   <li>Calibration is cross-conformal: sources are dealt into {@value #FOLDS} folds, and the ordinary pairs of each fold
 *       are judged by evidence that was learned without it.
 * </ol>
 */
public final class Trainer {
    static final int FOLDS = 5;

    /** What the ordinary pairs of one input count together at most, so that no recording outweighs all other traffic. */
    private static final int LARGEST_INPUT = 1_000;

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
        private final Map<String, Integer> pairsOfGroup = new HashMap<>();
        private final Map<Channel, Groups> groups = new EnumMap<>(Channel.class);
        private final Map<Channel, Surprise> surprises = new EnumMap<>(Channel.class);
        private final List<double[]> features;
        /** Per fold the features of all examples as they look to what was learned without the fold. */
        private final List<List<double[]>> foldFeatures = new ArrayList<>();

        private Lesson(List<Example> examples) {
            this.examples = List.copyOf(examples);
            for (Example example : examples) {
                if (example.last()) {
                    pairsOfGroup.merge(example.group(), 1, Integer::sum);
                }
            }
            for (Channel channel : Channel.values()) {
                OrdinaryPairs ordinary = ordinary(channel, any -> true);
                groups.put(channel, GroupTrainer.learn(ordinary.values(), seed));
                surprises.put(channel, Surprise.learn(ordinary));
            }
            features = features(examples, groups, surprises);
            for (int fold = 0; fold < FOLDS; fold++) {
                int without = fold;
                Map<Channel, Surprise> others = new EnumMap<>(Channel.class);
                for (Channel channel : Channel.values()) {
                    others.put(channel, Surprise.learn(ordinary(channel, each -> fold(each) != without)));
                }
                foldFeatures.add(features(examples, groups, others));
            }
        }

        /** The model that comes out without the command and control of {@code group}. */
        public Model without(String group, List<String> about) {
            return model(each -> !each.group().equals(group) || group.isEmpty(), about);
        }

        private Model model(Predicate<Example> taken, List<String> about) {
            Evidence evidence = evidence(features, taken);
            return new Model(about, groups, surprises, evidence, calibrate(taken));
        }

        private Calibration calibrate(Predicate<Example> taken) {
            double[] evidence = new double[examples.size()];
            for (int fold = 0; fold < FOLDS; fold++) {
                int left = fold;
                List<double[]> seen = foldFeatures.get(fold);
                Evidence without = evidence(
                        seen, each -> taken.test(each) && (each.label() == Example.Label.ROGUE || fold(each) != left));
                for (int i = 0; i < evidence.length; i++) {
                    if (fold(examples.get(i)) == fold) {
                        evidence[i] = without.logOdds(seen.get(i))
                                - Prevalence.discount(examples.get(i).values());
                    }
                }
            }
            return calibration(examples, evidence, this::weight);
        }

        /** What a pair counts: ordinary pairs of a large input less, those of no named input always 1. */
        private double weight(Example example) {
            int pairs = example.group().isEmpty() ? 1 : pairsOfGroup.getOrDefault(example.group(), 1);
            return example.label() == Example.Label.ORDINARY
                    ? Math.min(1, (double) LARGEST_INPUT / pairs)
                    : ROGUE_WEIGHT / Math.sqrt(pairs);
        }

        private OrdinaryPairs ordinary(Channel channel, Predicate<Example> taken) {
            OrdinaryPairs pairs = OrdinaryPairs.of(examples, channel, taken, this::weight);
            if (pairs.size() < FEWEST) {
                throw new IllegalArgumentException("at least " + FEWEST + " ordinary pairs of " + channel.id()
                        + " traffic are needed to learn groups, but there are " + pairs.size());
            }
            return pairs;
        }

        private Evidence evidence(List<double[]> values, Predicate<Example> taken) {
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

        /** The moments of a pair share its weight, the last one has half of it. */
        private double[] weights(List<Example> chosen) {
            Map<Integer, Integer> moments = new HashMap<>();
            for (Example example : chosen) {
                moments.merge(example.pair(), 1, Integer::sum);
            }
            double[] weights = new double[chosen.size()];
            for (int i = 0; i < weights.length; i++) {
                Example example = chosen.get(i);
                int count = moments.getOrDefault(example.pair(), 1);
                double share = count == 1 ? 1 : example.last() ? 0.5 : 0.5 / (count - 1);
                weights[i] = share * weight(example);
            }
            return weights;
        }
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

    /** The calibration by the highest evidence of every ordinary pair at all its moments. */
    static Calibration calibration(List<Example> examples, double[] evidence, ToDoubleFunction<Example> weight) {
        Map<Integer, Integer> highest = new LinkedHashMap<>();
        for (int i = 0; i < evidence.length; i++) {
            if (examples.get(i).label() == Example.Label.ORDINARY) {
                int at = i;
                highest.merge(examples.get(i).pair(), i, (old, other) -> evidence[at] > evidence[old] ? at : old);
            }
        }
        int[] at = highest.values().stream().mapToInt(Integer::intValue).toArray();
        return new Calibration(
                Arrays.stream(at).mapToDouble(i -> evidence[i]).toArray(),
                Arrays.stream(at)
                        .mapToDouble(i -> weight.applyAsDouble(examples.get(i)))
                        .toArray());
    }

    /** The fold that an example belongs to with its whole source. */
    static int fold(Example example) {
        return Math.floorMod((example.source() * 0x9E3779B9) >>> 7, FOLDS);
    }
}
