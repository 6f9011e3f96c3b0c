package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.index.Topic;

/**
 * Evidence as a weighed sum: of the surprise of every topic, of the distance from ordinary traffic, and of the surprise
 * that two families show together. No weight is below 0.
 */
final class WeighedSum {
    private static final int FAMILY_COUNT = Index.Family.values().length;

    /** Number of terms. */
    static final int SIZE = Topic.COUNT + 1 + FAMILY_COUNT * (FAMILY_COUNT - 1) / 2;

    /** Distances below this, in units of a group's reach, say nothing; so does what goes beyond 2 more. */
    private static final double NEAR = 0.7;

    private static final double FAR = 2;
    private static final double MOST_SURPRISE = 5;

    final double bias;
    final double[] weights;

    WeighedSum(double bias, double[] weights) {
        this.bias = bias;
        this.weights = weights;
    }

    /** Whether a term is the surprise of a single topic or the distance. */
    static boolean isSingle(int term) {
        return term <= Topic.COUNT;
    }

    /** The terms of {@link EvidenceFeatures}. */
    static double[] terms(double[] features) {
        double[] terms = new double[SIZE];
        System.arraycopy(features, EvidenceFeatures.TOPICS, terms, 0, Topic.COUNT);
        double beyond = features[EvidenceFeatures.DISTANCE] - NEAR;
        terms[Topic.COUNT] = Math.max(0, Math.min(FAR, beyond));
        int term = Topic.COUNT + 1;
        for (int one = 0; one < FAMILY_COUNT; one++) {
            for (int other = 0; other < one; other++) {
                terms[term++] = Math.sqrt(family(features, one) * family(features, other));
            }
        }
        return terms;
    }

    private static double family(double[] features, int family) {
        return Math.min(MOST_SURPRISE, features[EvidenceFeatures.FAMILIES + family]);
    }

    /** The evidence as a natural logarithm of odds. */
    double logOdds(double[] features) {
        double[] terms = terms(features);
        double sum = bias;
        for (int i = 0; i < SIZE; i++) {
            sum += weights[i] * terms[i];
        }
        return sum;
    }

    /** Adds {@code share} of what every feature brought; what two families brought together is halved between them. */
    void explain(double[] features, double share, double[] contributions) {
        double[] terms = terms(features);
        for (int topic = 0; topic < Topic.COUNT; topic++) {
            contributions[EvidenceFeatures.TOPICS + topic] += share * weights[topic] * terms[topic];
        }
        contributions[EvidenceFeatures.DISTANCE] += share * weights[Topic.COUNT] * terms[Topic.COUNT];
        int term = Topic.COUNT + 1;
        for (int one = 0; one < FAMILY_COUNT; one++) {
            for (int other = 0; other < one; other++) {
                double half = share * weights[term] * terms[term] / 2;
                contributions[EvidenceFeatures.FAMILIES + one] += half;
                contributions[EvidenceFeatures.FAMILIES + other] += half;
                term++;
            }
        }
    }

    /** Name of a term, for people. */
    static String name(int term) {
        if (term < Topic.COUNT) {
            return Topic.name(term);
        }
        if (term == Topic.COUNT) {
            return "distance";
        }
        int at = Topic.COUNT + 1;
        for (Index.Family one : Index.Family.values()) {
            for (int other = 0; other < one.ordinal(); other++) {
                if (at++ == term) {
                    return Index.Family.values()[other].id() + " and " + one.id();
                }
            }
        }
        throw new IllegalArgumentException("term must be below " + SIZE + ", but is " + term);
    }
}
