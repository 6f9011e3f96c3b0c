package dev.sekisho.extrusion.model;

import java.util.Arrays;

/**
 * Learns a {@link WeighedSum}: logistic regression with weights not below 0, drawn by a ridge towards {@value #EXPECTED}
 * for every single topic and towards 0 for what two families show together. A topic that the malware in hand never
 * surprises in therefore keeps the weight that surprise has by itself, instead of none.
 *
 * <p>Fitted by Newton's method: in every round the loss is replaced by its quadratic approximation, which coordinate
 * descent brings down within the bounds (Friedman, Hastie and Tibshirani 2010), and as much of the step is taken as
 * lowers the loss. Deterministic.
 */
final class WeighedSumTrainer {
    private static final double EXPECTED = 0.5;
    private static final double RIDGE = 20;
    private static final double FIRST_BIAS = -3;
    private static final int ROUNDS = 40;
    private static final int SWEEPS = 4;
    private static final int HALVINGS = 12;
    private static final double ENOUGH = 1e-4;

    /** Position of the bias behind the weights of the terms. */
    private static final int BIAS = WeighedSum.SIZE;

    private final boolean[] rogue;
    private final double[] weight;
    /** Per term, and for the bias, the examples in which it is not 0, and what it is there. */
    private final int[][] where = new int[BIAS + 1][];

    private final double[][] amount = new double[BIAS + 1][];
    private final double[] weights = new double[BIAS + 1];
    private final double[] gradient;
    private final double[] curvature;

    private WeighedSumTrainer(double[][] features, boolean[] rogue, double[] weight) {
        this.rogue = rogue;
        this.weight = weight;
        gradient = new double[features.length];
        curvature = new double[features.length];
        double[][] terms = new double[features.length][];
        for (int i = 0; i < features.length; i++) {
            terms[i] = Arrays.copyOf(WeighedSum.terms(features[i]), BIAS + 1);
            terms[i][BIAS] = 1;
        }
        for (int term = 0; term <= BIAS; term++) {
            keepColumn(terms, term);
        }
    }

    private void keepColumn(double[][] terms, int term) {
        int[] rows = new int[terms.length];
        double[] values = new double[terms.length];
        int size = 0;
        for (int i = 0; i < terms.length; i++) {
            if (terms[i][term] != 0) {
                rows[size] = i;
                values[size++] = terms[i][term];
            }
        }
        where[term] = Arrays.copyOf(rows, size);
        amount[term] = Arrays.copyOf(values, size);
    }

    /** Learns from examples: per example its features, whether it is command and control, and how much it counts. */
    static WeighedSum train(double[][] features, boolean[] rogue, double[] weight) {
        return new WeighedSumTrainer(features, rogue, weight).run();
    }

    private WeighedSum run() {
        double positive = 0;
        double all = 0;
        for (int i = 0; i < rogue.length; i++) {
            positive += rogue[i] ? weight[i] : 0;
            all += weight[i];
        }
        for (int term = 0; term < BIAS; term++) {
            weights[term] = expected(term);
        }
        weights[BIAS] = Math.log(positive / (all - positive)) + FIRST_BIAS;
        double[] margin = margins();
        double loss = loss(margin);
        for (int round = 0; round < ROUNDS; round++) {
            double[] before = weights.clone();
            approximate(margin);
            for (int sweep = 0; sweep < SWEEPS; sweep++) {
                for (int term = 0; term <= BIAS; term++) {
                    move(term);
                }
            }
            double[] wanted = weights.clone();
            double taken = 1;
            double lower = loss;
            for (int halving = 0; halving < HALVINGS; halving++) {
                for (int term = 0; term <= BIAS; term++) {
                    weights[term] = before[term] + taken * (wanted[term] - before[term]);
                }
                margin = margins();
                lower = loss(margin);
                if (lower <= loss) {
                    break;
                }
                taken /= 2;
            }
            double gained = loss - lower;
            loss = lower;
            if (gained < ENOUGH * Math.max(1, loss)) {
                break;
            }
        }
        return new WeighedSum(weights[BIAS], Arrays.copyOf(weights, BIAS));
    }

    private static double expected(int term) {
        return WeighedSum.isSingle(term) ? EXPECTED : 0;
    }

    private double[] margins() {
        double[] margin = new double[rogue.length];
        for (int term = 0; term <= BIAS; term++) {
            for (int k = 0; k < where[term].length; k++) {
                margin[where[term][k]] += weights[term] * amount[term][k];
            }
        }
        return margin;
    }

    private double loss(double[] margin) {
        double loss = 0;
        for (int i = 0; i < margin.length; i++) {
            double against = rogue[i] ? -margin[i] : margin[i];
            loss += weight[i] * (Math.max(0, against) + Math.log1p(Math.exp(-Math.abs(against))));
        }
        for (int term = 0; term < BIAS; term++) {
            double off = weights[term] - expected(term);
            loss += RIDGE / 2 * off * off;
        }
        return loss;
    }

    private void approximate(double[] margin) {
        for (int i = 0; i < margin.length; i++) {
            double p = 1 / (1 + Math.exp(-margin[i]));
            gradient[i] = weight[i] * (p - (rogue[i] ? 1 : 0));
            curvature[i] = weight[i] * p * (1 - p);
        }
    }

    /** Moves one weight to where the approximation is lowest, all others held. */
    private void move(int term) {
        boolean free = term == BIAS;
        double slope = free ? 0 : RIDGE * (weights[term] - expected(term));
        double bend = free ? 1e-6 : RIDGE;
        int[] rows = where[term];
        double[] values = amount[term];
        for (int k = 0; k < rows.length; k++) {
            slope += gradient[rows[k]] * values[k];
            bend += curvature[rows[k]] * values[k] * values[k];
        }
        double moved = weights[term] - slope / bend;
        double step = (free ? moved : Math.max(0, moved)) - weights[term];
        if (step == 0) {
            return;
        }
        weights[term] += step;
        for (int k = 0; k < rows.length; k++) {
            gradient[rows[k]] += curvature[rows[k]] * values[k] * step;
        }
    }
}
