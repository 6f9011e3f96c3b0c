package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.Index;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Learns groups of ordinary traffic without labels: a mixture of normal distributions with full covariances, shrunk
 * towards their diagonals, by expectation–maximisation from k-means++ seeds; their number by the Bayesian information
 * criterion. Deterministic for a seed.
 */
final class GroupTrainer {
    private static final int MOST_DIMENSIONS = 24;
    private static final int MOST_GROUPS = 8;
    private static final int FEWEST_MEMBERS = 20;
    private static final int ROUNDS = 25;
    private static final double FLOOR = 0.05;
    private static final double KNOWN_SHARE = 0.5;
    private static final int SHOWN_CORRELATIONS = 12;

    private GroupTrainer() {}

    /** Learns the groups of {@code rows}, the indexes of ordinary pairs of one channel. */
    static Groups learn(double[][] rows, long seed) {
        RobustScale scale = RobustScale.learn(rows);
        List<Integer> dimensions = dimensions(rows, scale);
        Groups bare = new Groups(scale, dimensions, List.of(), List.of());
        double[][] points = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            points[i] = bare.point(rows[i]);
        }
        List<OrdinaryGroup> best = List.of();
        double bestCriterion = Double.POSITIVE_INFINITY;
        int most = Math.max(1, Math.min(MOST_GROUPS, rows.length / (2 * FEWEST_MEMBERS)));
        for (int k = 1; k <= most; k++) {
            Mixture mixture = new Mixture(points, k, new SplittableRandom(seed + k));
            double criterion = mixture.fit();
            if (criterion < bestCriterion) {
                bestCriterion = criterion;
                best = mixture.groups(dimensions);
            }
        }
        return new Groups(scale, dimensions, correlations(points, dimensions), best);
    }

    /** The indexes that at least half of the pairs have and that vary, those that most pairs have first. */
    private static List<Integer> dimensions(double[][] rows, RobustScale scale) {
        List<Integer> usable = new ArrayList<>();
        int[] known = new int[Catalogue.SIZE];
        for (int f = 0; f < Catalogue.SIZE; f++) {
            for (double[] row : rows) {
                known[f] += Double.isNaN(row[f]) ? 0 : 1;
            }
            if (scale.spread[f] > 0 && known[f] >= KNOWN_SHARE * rows.length) {
                usable.add(f);
            }
        }
        usable.sort(Comparator.comparingInt(f -> -known[f]));
        List<Integer> kept = new ArrayList<>(usable.subList(0, Math.min(MOST_DIMENSIONS, usable.size())));
        kept.sort(Comparator.naturalOrder());
        return kept;
    }

    private static List<Groups.Correlation> correlations(double[][] points, List<Integer> dimensions) {
        int d = dimensions.size();
        double[] weights = new double[points.length];
        Arrays.fill(weights, 1);
        double[] mean = mean(points, weights);
        double[][] covariance = covariance(points, weights, mean, 0);
        List<Groups.Correlation> all = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < i; j++) {
                double value = covariance[i][j] / Math.sqrt(covariance[i][i] * covariance[j][j]);
                all.add(new Groups.Correlation(dimensions.get(j), dimensions.get(i), value));
            }
        }
        all.sort(Comparator.comparingDouble(each -> -Math.abs(each.value())));
        return all.subList(0, Math.min(SHOWN_CORRELATIONS, all.size()));
    }

    private static double[] mean(double[][] points, double[] weights) {
        int d = points[0].length;
        double[] mean = new double[d];
        double total = 0;
        for (int i = 0; i < points.length; i++) {
            total += weights[i];
            for (int j = 0; j < d; j++) {
                mean[j] += weights[i] * points[i][j];
            }
        }
        for (int j = 0; j < d; j++) {
            mean[j] /= Math.max(1e-9, total);
        }
        return mean;
    }

    /** The covariance with its off-diagonal part taken back by {@code shrinkage} and a floor under its diagonal. */
    private static double[][] covariance(double[][] points, double[] weights, double[] mean, double shrinkage) {
        int d = mean.length;
        double[][] sums = new double[d][d];
        double total = 0;
        double[] off = new double[d];
        for (int n = 0; n < points.length; n++) {
            double weight = weights[n];
            if (weight < 1e-6) {
                continue;
            }
            total += weight;
            for (int i = 0; i < d; i++) {
                off[i] = points[n][i] - mean[i];
                for (int j = 0; j <= i; j++) {
                    sums[i][j] += weight * off[i] * off[j];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                sums[i][j] = sums[i][j] / Math.max(1e-9, total) * (i == j ? 1 : 1 - shrinkage);
            }
            sums[i][i] += FLOOR;
        }
        return sums;
    }

    /** Lower triangle of the Cholesky factor, row by row. */
    private static double[] factor(double[][] lower) {
        int d = lower.length;
        double[] factor = new double[d * (d + 1) / 2];
        double[][] l = new double[d][d];
        int at = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = lower[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(Math.max(FLOOR * FLOOR, sum)) : sum / l[j][j];
                factor[at++] = l[i][j];
            }
        }
        return factor;
    }

    /** One mixture while it is fitted. */
    private static final class Mixture {
        private final double[][] points;
        private final int k;
        private final int d;
        private final double[][] share;
        private final double[] weight;
        private final OrdinaryGroup[] groups;

        Mixture(double[][] points, int k, SplittableRandom random) {
            this.points = points;
            this.k = k;
            this.d = points[0].length;
            share = new double[k][points.length];
            weight = new double[k];
            groups = new OrdinaryGroup[k];
            seed(random);
        }

        private void seed(SplittableRandom random) {
            double[][] seeds = new double[k][];
            double[] far = new double[points.length];
            Arrays.fill(far, 1);
            for (int c = 0; c < k; c++) {
                double total = Arrays.stream(far).sum();
                double at = random.nextDouble() * total;
                int chosen = 0;
                while (chosen < points.length - 1 && at >= far[chosen]) {
                    at -= far[chosen++];
                }
                seeds[c] = points[chosen];
                for (int i = 0; i < points.length; i++) {
                    double squared = squared(points[i], seeds[c]);
                    far[i] = c == 0 ? squared : Math.min(far[i], squared);
                }
            }
            for (int i = 0; i < points.length; i++) {
                int nearest = 0;
                for (int c = 1; c < k; c++) {
                    if (squared(points[i], seeds[c]) < squared(points[i], seeds[nearest])) {
                        nearest = c;
                    }
                }
                share[nearest][i] = 1;
            }
        }

        private static double squared(double[] one, double[] other) {
            double sum = 0;
            for (int i = 0; i < one.length; i++) {
                sum += (one[i] - other[i]) * (one[i] - other[i]);
            }
            return sum;
        }

        /** Fits the mixture; returns its information criterion, infinite if a group has too few members. */
        double fit() {
            double logLikelihood = 0;
            for (int round = 0; round < ROUNDS; round++) {
                for (int c = 0; c < k; c++) {
                    double members = Arrays.stream(share[c]).sum();
                    if (members < FEWEST_MEMBERS && k > 1) {
                        return Double.POSITIVE_INFINITY;
                    }
                    weight[c] = members / points.length;
                    double[] mean = mean(points, share[c]);
                    double shrinkage = Math.max(0.1, d / (d + members / 4));
                    double[] factor = factor(covariance(points, share[c], mean, shrinkage));
                    groups[c] = new OrdinaryGroup("", (int) Math.round(members), mean, factor, 1);
                }
                logLikelihood = expect();
            }
            double parameters = k * (d + d * 2.0) + k - 1;
            return -2 * logLikelihood + parameters * Math.log(points.length);
        }

        private double expect() {
            double total = 0;
            double[] logs = new double[k];
            double[] determinants = new double[k];
            for (int c = 0; c < k; c++) {
                determinants[c] = groups[c].logDeterminant();
            }
            for (int i = 0; i < points.length; i++) {
                double most = Double.NEGATIVE_INFINITY;
                for (int c = 0; c < k; c++) {
                    double distance = groups[c].distance(points[i]);
                    logs[c] = Math.log(weight[c])
                            - (distance * distance * d + determinants[c] + d * Math.log(2 * Math.PI)) / 2;
                    most = Math.max(most, logs[c]);
                }
                double sum = 0;
                for (int c = 0; c < k; c++) {
                    sum += Math.exp(logs[c] - most);
                }
                for (int c = 0; c < k; c++) {
                    share[c][i] = Math.exp(logs[c] - most) / sum;
                }
                total += most + Math.log(sum);
            }
            return total;
        }

        List<OrdinaryGroup> groups(List<Integer> dimensions) {
            List<OrdinaryGroup> result = new ArrayList<>();
            for (int c = 0; c < k; c++) {
                List<Double> distances = new ArrayList<>();
                for (int i = 0; i < points.length; i++) {
                    if (share[c][i] > 0.5) {
                        distances.add(groups[c].distance(points[i]));
                    }
                }
                distances.sort(Comparator.naturalOrder());
                double reach = distances.isEmpty() ? 1 : distances.get((int) (0.95 * (distances.size() - 1)));
                OrdinaryGroup group = groups[c];
                result.add(new OrdinaryGroup(
                        name(group.mean, dimensions), group.members, group.mean, group.factor, Math.max(0.5, reach)));
            }
            result.sort(Comparator.comparingInt(group -> -group.members));
            return result;
        }

        /** The three indexes that lie farthest from the median of all ordinary pairs, in words. */
        private static String name(double[] mean, List<Integer> dimensions) {
            Integer[] order = new Integer[mean.length];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, Comparator.comparingDouble(i -> -Math.abs(mean[i])));
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < order.length && parts.size() < 3; i++) {
                if (Math.abs(mean[order[i]]) < 0.3) {
                    break;
                }
                Index.Description words =
                        Catalogue.indexes().get(dimensions.get(order[i])).description();
                String text = mean[order[i]] > 0 ? words.high() : words.low();
                parts.add(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
            }
            return parts.isEmpty() ? "Middle of the road" : String.join("; ", parts);
        }
    }
}
