package dev.sekisho.bench.prior;

import dev.sekisho.extrusion.evaluate.ProportionInterval;
import dev.sekisho.extrusion.model.Example;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.extrusion.model.Prior;
import dev.sekisho.extrusion.model.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Whether p-values hold on ordinary traffic that was kept out: the clients whose pairs the shipped model was learned from
 * are dealt into {@value #PARTS} parts at random, and the ordinary pairs of each part are judged by a model that was
 * learned, and calibrated, without it. Of an input with more than {@value #LARGEST_INPUT} pairs a random part of that size
 * is judged, as such an input counts no more in learning either.
 */
public final class CalibrationCheck {
    private static final int PARTS = 10;
    private static final int LARGEST_INPUT = 1_000;
    private static final int DRAWS = 2_000;
    private static final double[] LEVELS = {0.01, 0.05};

    private CalibrationCheck() {}

    /** Prints the table. */
    public static void main(String[] arguments) {
        List<Example> examples = Prior.examples();
        Set<Integer> judged = judged(examples);
        Map<Integer, List<Double>> bySource = new TreeMap<>();
        for (int part = 0; part < PARTS; part++) {
            Map<Integer, List<Double>> ofPart = pValuesOf(part, examples, judged);
            print("part " + (part + 1), ofPart);
            bySource.putAll(ofPart);
        }
        print("all", bySource);
    }

    /** Per source of a part the smallest p-value of each of its ordinary pairs. */
    private static Map<Integer, List<Double>> pValuesOf(int part, List<Example> examples, Set<Integer> judged) {
        List<Example> others = new ArrayList<>();
        for (Example example : examples) {
            if (example.label() == Example.Label.ROGUE || partOf(example) != part) {
                others.add(example);
            }
        }
        Model model = new Trainer(Prior.SEED).train(others, List.of());
        Map<Integer, Map<Integer, Double>> smallest = new TreeMap<>();
        for (Example example : examples) {
            if (partOf(example) == part && judged.contains(example.pair())) {
                double pValue = model.judge(example.channel(), example.values()).pValue();
                smallest.computeIfAbsent(example.source(), any -> new TreeMap<>())
                        .merge(example.pair(), pValue, Math::min);
            }
        }
        Map<Integer, List<Double>> pValues = new TreeMap<>();
        smallest.forEach((source, pairs) -> pValues.put(source, List.copyOf(pairs.values())));
        return pValues;
    }

    /** The numbers of the ordinary pairs that are judged. */
    private static Set<Integer> judged(List<Example> examples) {
        Map<String, List<Integer>> pairsOfInput = new TreeMap<>();
        for (Example example : examples) {
            if (example.last() && example.label() == Example.Label.ORDINARY) {
                pairsOfInput
                        .computeIfAbsent(example.group(), any -> new ArrayList<>())
                        .add(example.pair());
            }
        }
        Set<Integer> judged = new HashSet<>();
        for (List<Integer> pairs : pairsOfInput.values()) {
            Collections.shuffle(pairs, new Random(Prior.SEED));
            judged.addAll(pairs.subList(0, Math.min(pairs.size(), LARGEST_INPUT)));
        }
        return judged;
    }

    private static int partOf(Example example) {
        return new SplittableRandom(example.source()).nextInt(PARTS);
    }

    private static void print(String what, Map<Integer, List<Double>> bySource) {
        int pairs = bySource.values().stream().mapToInt(List::size).sum();
        StringBuilder line = new StringBuilder(String.format("%-8s %6d pairs", what, pairs));
        for (double level : LEVELS) {
            double share = share(List.copyOf(bySource.values()), level);
            ProportionInterval independent = ProportionInterval.expected(level, pairs);
            ProportionInterval drawn = drawn(List.copyOf(bySource.values()), level);
            line.append(String.format(
                    "   p <= %.2f: %.2f %% (%s: %.2f to %.2f %% were pairs independent; %s: sources drawn anew give %.2f to"
                            + " %.2f %%)",
                    level,
                    100 * share,
                    independent.contains(share) ? "inside" : "outside",
                    100 * independent.lower(),
                    100 * independent.upper(),
                    drawn.contains(level) ? "holds" : "does not hold",
                    100 * drawn.lower(),
                    100 * drawn.upper()));
        }
        System.out.println(line);
    }

    private static double share(List<List<Double>> sources, double level) {
        long small = 0;
        long pairs = 0;
        for (List<Double> source : sources) {
            small += source.stream().filter(pValue -> pValue <= level).count();
            pairs += source.size();
        }
        return (double) small / pairs;
    }

    /**
     * The interval of a share by drawing whole sources with replacement (cluster bootstrap; Davison and Hinkley 1997,
     * section 3.8), since pairs of one source resemble each other.
     */
    private static ProportionInterval drawn(List<List<Double>> sources, double level) {
        SplittableRandom random = new SplittableRandom(Prior.SEED);
        double[] shares = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            List<List<Double>> again = new ArrayList<>(sources.size());
            for (int i = 0; i < sources.size(); i++) {
                again.add(sources.get(random.nextInt(sources.size())));
            }
            shares[draw] = share(again, level);
        }
        Arrays.sort(shares);
        int tail = (int) (DRAWS * (1 - ProportionInterval.CONFIDENCE) / 2);
        return new ProportionInterval(shares[tail], shares[DRAWS - 1 - tail]);
    }
}
