package dev.sekisho.extrusion.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Learns {@link Evidence}: gradient boosting (Friedman 2001) of monotone trees with second-order steps on the logistic
 * loss over binned values, several times over random parts of the sources, averaged. Deterministic for a seed.
 */
final class EvidenceTrainer {
    private final EvidenceSettings settings;
    private final int[] direction;
    private final int features;
    private double[][] edges = new double[0][];
    private byte[][] binned = new byte[0][];
    private double[] gradient = new double[0];
    private double[] hessian = new double[0];

    /**
     * @param settings how to learn
     * @param direction per index +1 if evidence may only grow with it, −1 if it may only fall, 0 if the index is not to be
     *     asked
     */
    EvidenceTrainer(EvidenceSettings settings, int[] direction) {
        this.settings = settings;
        this.direction = direction.clone();
        this.features = direction.length;
    }

    /**
     * Learns from examples.
     *
     * @param values per example the indexes
     * @param rogue per example whether it is command and control
     * @param weight per example how much it counts
     * @param source per example the number of its source, from 0; sources are taken or left out as a whole
     */
    Evidence train(double[][] values, boolean[] rogue, double[] weight, int[] source) {
        int n = values.length;
        bin(values);
        gradient = new double[n];
        hessian = new double[n];
        double positive = 0;
        double all = 0;
        for (int i = 0; i < n; i++) {
            positive += rogue[i] ? weight[i] : 0;
            all += weight[i];
        }
        double base = Math.log(positive / (all - positive));
        int sources = Arrays.stream(source).max().orElse(0) + 1;
        List<DecisionTree> trees = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(settings.seed());
        double[] margin = new double[n];
        for (int bag = 0; bag < settings.bags(); bag++) {
            Arrays.fill(margin, base);
            for (int t = 0; t < settings.trees(); t++) {
                boolean[] takenSource = choose(random, sources, settings.rows());
                for (int i = 0; i < n; i++) {
                    double p = 1 / (1 + Math.exp(-margin[i]));
                    double w = takenSource[source[i]] ? weight[i] : 0;
                    gradient[i] = w * (p - (rogue[i] ? 1 : 0));
                    hessian[i] = w * p * (1 - p);
                }
                DecisionTree tree = new Growth(choose(random, features, settings.features())).grow();
                if (tree.nodes() == 1) {
                    continue;
                }
                for (int i = 0; i < n; i++) {
                    margin[i] += tree.value(values[i]);
                }
                trees.add(scaled(tree, 1.0 / settings.bags()));
            }
        }
        return new Evidence(base, trees, WeighedSumTrainer.train(values, rogue, weight));
    }

    private static DecisionTree scaled(DecisionTree tree, double factor) {
        double[] value = tree.value.clone();
        for (int i = 0; i < value.length; i++) {
            value[i] *= factor;
        }
        return new DecisionTree(tree.feature, tree.threshold, tree.missingLeft, tree.left, value);
    }

    private static boolean[] choose(SplittableRandom random, int n, double share) {
        boolean[] chosen = new boolean[n];
        for (int i = 0; i < n; i++) {
            chosen[i] = random.nextDouble() < share;
        }
        return chosen;
    }

    /** Cuts every index into bins of about equal numbers of examples; bin 0 is for what is not a number. */
    private void bin(double[][] values) {
        int n = values.length;
        edges = new double[features][];
        binned = new byte[features][n];
        for (int f = 0; f < features; f++) {
            if (direction[f] == 0) {
                edges[f] = new double[0];
                continue;
            }
            edges[f] = edges(values, f);
            for (int i = 0; i < n; i++) {
                binned[f][i] = (byte) binOf(edges[f], values[i][f]);
            }
        }
    }

    private double[] edges(double[][] values, int f) {
        double[] known = new double[values.length];
        int size = 0;
        for (double[] row : values) {
            if (!Double.isNaN(row[f])) {
                known[size++] = row[f];
            }
        }
        Arrays.sort(known, 0, size);
        double[] distinct = new double[size];
        int different = 0;
        for (int i = 0; i < size; i++) {
            if (different == 0 || known[i] > distinct[different - 1]) {
                distinct[different++] = known[i];
            }
        }
        if (different <= settings.bins()) {
            return middles(distinct, different);
        }
        double[] result = new double[settings.bins() - 1];
        int kept = 0;
        for (int b = 1; b < settings.bins(); b++) {
            // Half of the edges lie by rank among all values, half by rank among the different ones, so that rare
            // extremes are told apart too.
            double edge = b % 2 == 0
                    ? known[(int) ((long) b * size / settings.bins())]
                    : distinct[(int) ((long) b * different / settings.bins())];
            result[kept++] = edge;
        }
        Arrays.sort(result, 0, kept);
        int unique = 0;
        for (int i = 0; i < kept; i++) {
            if (unique == 0 || result[i] > result[unique - 1]) {
                result[unique++] = result[i];
            }
        }
        return Arrays.copyOf(result, unique);
    }

    private static double[] middles(double[] distinct, int size) {
        double[] result = new double[Math.max(0, size - 1)];
        for (int i = 0; i + 1 < size; i++) {
            result[i] = (distinct[i] + distinct[i + 1]) / 2;
        }
        return result;
    }

    private static int binOf(double[] edges, double value) {
        if (Double.isNaN(value)) {
            return 0;
        }
        int at = Arrays.binarySearch(edges, value);
        return 1 + (at >= 0 ? at : -at - 1);
    }

    /** One tree while it grows. */
    private final class Growth {
        private final boolean[] asked;
        private final int capacity = (1 << (settings.depth() + 1)) - 1;
        private final int[] feature = new int[capacity];
        private final double[] threshold = new double[capacity];
        private final boolean[] missingLeft = new boolean[capacity];
        private final int[] left = new int[capacity];
        private final double[] value = new double[capacity];
        private int nodes = 1;

        Growth(boolean[] asked) {
            this.asked = asked;
        }

        DecisionTree grow() {
            int n = gradient.length;
            int[] rows = new int[n];
            int size = 0;
            for (int i = 0; i < n; i++) {
                if (hessian[i] > 0) {
                    rows[size++] = i;
                }
            }
            Arrays.fill(feature, -1);
            split(0, Arrays.copyOf(rows, size), settings.depth(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            return new DecisionTree(
                    Arrays.copyOf(feature, nodes),
                    Arrays.copyOf(threshold, nodes),
                    Arrays.copyOf(missingLeft, nodes),
                    Arrays.copyOf(left, nodes),
                    Arrays.copyOf(value, nodes));
        }

        private void split(int node, int[] rows, int depth, double least, double greatest) {
            double g = 0;
            double h = 0;
            for (int row : rows) {
                g += gradient[row];
                h += hessian[row];
            }
            value[node] = clamp(step(g, h), least, greatest);
            if (depth == 0) {
                return;
            }
            Split best = best(rows, g, h, least, greatest);
            if (best == null) {
                return;
            }
            int f = best.feature;
            feature[node] = f;
            threshold[node] = edges[f][best.bin - 1];
            missingLeft[node] = best.missingLeft;
            left[node] = nodes;
            nodes += 2;
            int[] leftRows = new int[rows.length];
            int[] rightRows = new int[rows.length];
            int lefts = 0;
            int rights = 0;
            for (int row : rows) {
                int bin = binned[f][row];
                boolean goesLeft = bin == 0 ? best.missingLeft : bin <= best.bin;
                if (goesLeft) {
                    leftRows[lefts++] = row;
                } else {
                    rightRows[rights++] = row;
                }
            }
            double middle = (best.leftValue + best.rightValue) / 2;
            boolean rising = direction[f] > 0;
            int child = left[node];
            split(
                    child,
                    Arrays.copyOf(leftRows, lefts),
                    depth - 1,
                    rising ? least : middle,
                    rising ? middle : greatest);
            split(
                    child + 1,
                    Arrays.copyOf(rightRows, rights),
                    depth - 1,
                    rising ? middle : least,
                    rising ? greatest : middle);
        }

        private @Nullable Split best(int[] rows, double g, double h, double least, double greatest) {
            Split best = null;
            double bestGain = 1e-6;
            double whole = gain(g, h);
            double[] binG = new double[settings.bins() + 1];
            double[] binH = new double[settings.bins() + 1];
            for (int f = 0; f < features; f++) {
                if (!asked[f] || edges[f].length == 0) {
                    continue;
                }
                int bins = edges[f].length + 1;
                Arrays.fill(binG, 0);
                Arrays.fill(binH, 0);
                byte[] column = binned[f];
                for (int row : rows) {
                    int bin = column[row];
                    binG[bin] += gradient[row];
                    binH[bin] += hessian[row];
                }
                boolean anyMissing = binH[0] > 0;
                double leftG = 0;
                double leftH = 0;
                for (int b = 1; b < bins; b++) {
                    leftG += binG[b];
                    leftH += binH[b];
                    for (int side = 0; side < (anyMissing ? 2 : 1); side++) {
                        // What was never missing here goes to the ordinary side if it ever is.
                        boolean missing = anyMissing ? side == 0 : direction[f] > 0;
                        double lg = leftG + (missing ? binG[0] : 0);
                        double lh = leftH + (missing ? binH[0] : 0);
                        double rg = g - lg;
                        double rh = h - lh;
                        if (lh < settings.leafWeight() || rh < settings.leafWeight()) {
                            continue;
                        }
                        double lv = clamp(step(lg, lh), least, greatest);
                        double rv = clamp(step(rg, rh), least, greatest);
                        if (direction[f] > 0 ? lv > rv : lv < rv) {
                            continue;
                        }
                        double gained = gain(lg, lh) + gain(rg, rh) - whole;
                        if (gained > bestGain) {
                            bestGain = gained;
                            best = new Split(f, b, missing, lv, rv);
                        }
                    }
                }
            }
            return best;
        }

        private double gain(double g, double h) {
            return g * g / (h + settings.ridge());
        }

        private double step(double g, double h) {
            return -settings.learningRate() * g / (h + settings.ridge());
        }

        private static double clamp(double value, double least, double greatest) {
            return Math.max(least, Math.min(greatest, value));
        }
    }

    private record Split(int feature, int bin, boolean missingLeft, double leftValue, double rightValue) {}
}
