package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.ContextIndex;
import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.index.Topic;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;

/**
 * How unusual the indexes of a pair are among ordinary pairs, each in the direction in which it leans. Learned from
 * ordinary traffic alone, and therefore as good for malware that nobody has seen yet.
 *
 * <p>The surprise of an index is minus the decimal logarithm of the share of ordinary pairs that are more suspicious in
 * it, by interpolation between the shares {@link #TAILS}. Of the indexes of one {@link Topic} only the most surprising
 * counts. Surprises are added up over all topics and over those of each family.
 */
final class Surprise {
    /** Numbers of {@link #measure} before the topics: over everything, then per family. */
    static final int SIZE = 1 + Index.Family.values().length;

    /** Shares of ordinary pairs whose bounds are kept. */
    private static final double[] TAILS = {0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002};

    /** Surprise beyond the last bound. */
    private static final double BEYOND = 0.3 - Math.log10(TAILS[TAILS.length - 1]);

    private static final int FEWEST = 30;

    /** What depends on how many clients were recorded tells captures apart, not behaviour; nothing is learned from it. */
    private static final Set<Index> OF_THE_ORGANISATION =
            Set.of(ContextIndex.SERVER_CLIENTS, ContextIndex.AGENT_CLIENTS, ContextIndex.FINGERPRINT_CLIENTS);

    private static final int[] SIGN = new int[Catalogue.SIZE];

    static {
        for (Index index : Catalogue.indexes()) {
            SIGN[index.position()] = OF_THE_ORGANISATION.contains(index)
                    ? 0
                    : switch (index.description().leaning()) {
                        case HIGH -> 1;
                        case LOW -> -1;
                        case NONE -> 0;
                    };
        }
    }

    /** Per index the values at {@link #TAILS}, signed so that they ascend in suspicion; empty where it is not asked. */
    final double[][] bounds;

    Surprise(double[][] bounds) {
        this.bounds = bounds;
    }

    /** Learns from ordinary pairs. */
    static Surprise learn(OrdinaryPairs pairs) {
        double[][] rows = pairs.values();
        double[][] bounds = new double[Catalogue.SIZE][];
        Integer[] known = new Integer[rows.length];
        for (int f = 0; f < bounds.length; f++) {
            bounds[f] = new double[0];
            int n = 0;
            double all = 0;
            for (int i = 0; i < rows.length; i++) {
                if (SIGN[f] != 0 && !Double.isNaN(rows[i][f])) {
                    known[n++] = i;
                    all += pairs.weights()[i];
                }
            }
            if (n >= FEWEST) {
                bounds[f] = tails(f, pairs, Arrays.copyOf(known, n), all);
            }
        }
        return new Surprise(bounds);
    }

    /** The values of index {@code f} at the tails of {@code known}, positions of pairs that count {@code all} together. */
    private static double[] tails(int f, OrdinaryPairs pairs, Integer[] known, double all) {
        Arrays.sort(known, Comparator.comparingDouble(i -> SIGN[f] * pairs.values()[i][f]));
        double[] bounds = new double[TAILS.length];
        int at = 0;
        double below = pairs.weights()[known[0]];
        for (int t = 0; t < TAILS.length; t++) {
            while (at < known.length - 1 && below <= (1 - TAILS[t]) * all) {
                at++;
                below += pairs.weights()[known[at]];
            }
            bounds[t] = SIGN[f] * pairs.values()[known[at]][f];
        }
        return bounds;
    }

    /** The surprises of {@code values}: over everything, per family, per topic. */
    double[] measure(double[] values) {
        int[] speakers = speakers(values);
        double[] result = new double[SIZE + Topic.COUNT];
        for (int topic = 0; topic < speakers.length; topic++) {
            int index = speakers[topic];
            if (index < 0) {
                continue;
            }
            double surprise = of(index, values[index]);
            result[0] += surprise;
            result[1 + Catalogue.indexes().get(index).family().ordinal()] += surprise;
            result[SIZE + topic] = surprise;
        }
        return result;
    }

    /** Per topic the position of its most surprising index, −1 where none is surprising. */
    int[] speakers(double[] values) {
        double[] most = new double[Topic.COUNT];
        int[] speakers = new int[Topic.COUNT];
        Arrays.fill(speakers, -1);
        for (int f = 0; f < bounds.length; f++) {
            double surprise = of(f, values[f]);
            int topic = Topic.of(f);
            if (surprise > most[topic]) {
                most[topic] = surprise;
                speakers[topic] = f;
            }
        }
        return speakers;
    }

    /** The surprise of index {@code f}, 0 where it is not a number or not asked. */
    double of(int f, double measured) {
        double[] bound = bounds[f];
        if (bound.length == 0 || Double.isNaN(measured)) {
            return 0;
        }
        double value = SIGN[f] * measured;
        int passed = 0;
        while (passed < bound.length && value > bound[passed]) {
            passed++;
        }
        if (passed == 0) {
            return 0;
        }
        if (passed == bound.length) {
            return BEYOND;
        }
        double here = -Math.log10(TAILS[passed - 1]);
        double next = -Math.log10(TAILS[passed]);
        return here + (next - here) * (value - bound[passed - 1]) / (bound[passed] - bound[passed - 1]);
    }
}
