package dev.sekisho.extrusion.model;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.index.Topic;

/**
 * What the evidence is asked about: the distance from ordinary traffic, the surprise over everything and over each
 * family, and that of each topic. More of any of them never lowers the evidence.
 *
 * <p>The indexes themselves are not asked: thresholds on raw values would fit the malware in hand, while surprise is
 * learned from ordinary traffic alone.
 */
final class EvidenceFeatures {
    /** Position of the distance. */
    static final int DISTANCE = 0;

    private static final int SURPRISES = 1;
    /** Position of the surprise of the first family. */
    static final int FAMILIES = SURPRISES + 1;

    /** Position of the surprise of the first topic. */
    static final int TOPICS = SURPRISES + Surprise.SIZE;

    /** Number of features. */
    static final int SIZE = TOPICS + Topic.COUNT;

    private EvidenceFeatures() {}

    /** The features of a pair. */
    static double[] of(double distance, Surprise surprise, double[] values) {
        double[] features = new double[SIZE];
        features[DISTANCE] = distance;
        System.arraycopy(surprise.measure(values), 0, features, SURPRISES, SIZE - SURPRISES);
        return features;
    }

    /**
     * Hands what the features brought on to the indexes behind them: a topic's part to its most surprising index, a
     * total's part to the topics in it by their surprise.
     *
     * @return per index its part, and in the last place that of the distance
     */
    static double[] spread(double[] contributions, double[] features, Surprise surprise, double[] values) {
        double[] parts = new double[Catalogue.SIZE + 1];
        parts[Catalogue.SIZE] = contributions[DISTANCE];
        int[] speaker = surprise.speakers(values);
        for (int topic = 0; topic < Topic.COUNT; topic++) {
            int index = speaker[topic];
            double own = features[TOPICS + topic];
            if (index < 0 || own <= 0) {
                continue;
            }
            int family = Catalogue.indexes().get(index).family().ordinal();
            double ofAll = own / features[SURPRISES];
            double ofFamily = own / features[FAMILIES + family];
            parts[index] += contributions[TOPICS + topic]
                    + contributions[SURPRISES] * ofAll
                    + contributions[FAMILIES + family] * ofFamily;
        }
        return parts;
    }

    /** Directions for learning: every feature may only raise the evidence. */
    static int[] directions() {
        int[] directions = new int[SIZE];
        java.util.Arrays.fill(directions, 1);
        return directions;
    }

    /** Name of a feature, for people. */
    static String name(int feature) {
        if (feature == DISTANCE) {
            return "distance";
        }
        if (feature < FAMILIES) {
            return "surprise";
        }
        if (feature < TOPICS) {
            return "surprise." + Index.Family.values()[feature - FAMILIES].id();
        }
        return "surprise.topic-" + Topic.name(feature - TOPICS);
    }
}
