package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.ContextIndex;
import dev.sekisho.extrusion.index.Index;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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

    /** What depends on how many clients were recorded tells captures apart, not behaviour; nothing is learned from it. */
    private static final Set<Index> OF_THE_ORGANISATION =
            Set.of(ContextIndex.SERVER_CLIENTS, ContextIndex.AGENT_CLIENTS, ContextIndex.FINGERPRINT_CLIENTS);

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
        Map<Channel, Groups> groups = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            groups.put(channel, GroupTrainer.learn(ordinary(examples, channel), seed));
        }
        List<double[]> values = extended(examples, groups);
        Evidence evidence = evidence(examples, values, any -> true);
        return new Model(about, groups, evidence, calibrate(examples, values));
    }

    /** The model that would have come out without the examples of {@code group}. */
    public Model trainWithout(String group, List<Example> examples, List<String> about) {
        return train(
                examples.stream().filter(each -> !each.group().equals(group)).toList(), about);
    }

    private static double[][] ordinary(List<Example> examples, Channel channel) {
        List<double[]> rows = new ArrayList<>();
        for (Example example : examples) {
            if (example.last() && example.channel() == channel && example.label() == Example.Label.ORDINARY) {
                rows.add(example.values());
            }
        }
        if (rows.size() < FEWEST) {
            throw new IllegalArgumentException("at least " + FEWEST + " ordinary pairs of " + channel.id()
                    + " traffic are needed to learn groups, but there are " + rows.size());
        }
        return rows.toArray(new double[0][]);
    }

    private static List<double[]> extended(List<Example> examples, Map<Channel, Groups> groups) {
        List<double[]> result = new ArrayList<>(examples.size());
        for (Example example : examples) {
            double[] row = Arrays.copyOf(example.values(), Model.DISTANCE + 1);
            Groups known = groups.get(example.channel());
            row[Model.DISTANCE] =
                    known == null ? Double.NaN : known.nearest(example.values()).distance();
            result.add(row);
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
        return new EvidenceTrainer(settings, directions())
                .train(rows.toArray(new double[0][]), rogue, weights(chosen), source);
    }

    private static int[] directions() {
        int[] directions = new int[Model.DISTANCE + 1];
        for (Index index : Catalogue.indexes()) {
            directions[index.position()] = switch (index.description().leaning()) {
                case HIGH -> 1;
                case LOW -> -1;
                case NONE -> 0;
            };
        }
        for (Index index : OF_THE_ORGANISATION) {
            directions[index.position()] = 0;
        }
        directions[Model.DISTANCE] = 1;
        return directions;
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

    private Map<Channel, Calibration> calibrate(List<Example> examples, List<double[]> values) {
        double[] evidence = new double[examples.size()];
        IntStream.range(0, FOLDS).parallel().forEach(fold -> {
            Evidence without =
                    evidence(examples, values, each -> each.label() == Example.Label.ROGUE || fold(each) != fold);
            for (int i = 0; i < evidence.length; i++) {
                if (fold(examples.get(i)) == fold) {
                    evidence[i] = without.logOdds(values.get(i));
                }
            }
        });
        Map<Channel, Calibration> result = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            result.put(channel, new Calibration(highest(examples, evidence, channel)));
        }
        return result;
    }

    /** Per ordinary pair of the channel the highest evidence of all its moments. */
    private static double[] highest(List<Example> examples, double[] evidence, Channel channel) {
        Map<Integer, Double> highest = new HashMap<>();
        Map<Integer, Channel> channels = new HashMap<>();
        for (int i = 0; i < evidence.length; i++) {
            Example example = examples.get(i);
            if (example.label() == Example.Label.ORDINARY) {
                highest.merge(example.pair(), evidence[i], Math::max);
                if (example.last()) {
                    channels.put(example.pair(), example.channel());
                }
            }
        }
        highest.keySet().removeIf(pair -> channels.get(pair) != channel);
        return highest.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static int fold(Example example) {
        return Math.floorMod((example.source() * 0x9E3779B9) >>> 7, FOLDS);
    }
}
