package dev.sekisho.extrusion.model;

/**
 * A small binary tree that adds a number to the evidence. Node 0 is the root; the right child of a node is the one after
 * its left child. Immutable by convention: nobody writes to its arrays.
 */
final class DecisionTree {
    /** Per node the position of the index that it asks for, −1 in a leaf. */
    final int[] feature;

    /** Per node the value up to which the left child follows. */
    final double[] threshold;

    /** Per node whether the left child follows where the index is not a number. */
    final boolean[] missingLeft;

    /** Per node its left child. */
    final int[] left;

    /** Per node what it would add as a leaf. */
    final double[] value;

    DecisionTree(int[] feature, double[] threshold, boolean[] missingLeft, int[] left, double[] value) {
        this.feature = feature;
        this.threshold = threshold;
        this.missingLeft = missingLeft;
        this.left = left;
        this.value = value;
    }

    /** What the tree adds for {@code values}. */
    double value(double[] values) {
        int node = 0;
        while (feature[node] >= 0) {
            node = next(node, values);
        }
        return value[node];
    }

    /** Adds to {@code contributions}, per index, how far its questions moved the value on the way down. */
    void explain(double[] values, double[] contributions) {
        int node = 0;
        while (feature[node] >= 0) {
            int child = next(node, values);
            contributions[feature[node]] += value[child] - value[node];
            node = child;
        }
    }

    private int next(int node, double[] values) {
        double asked = values[feature[node]];
        boolean goesLeft = Double.isNaN(asked) ? missingLeft[node] : asked <= threshold[node];
        return goesLeft ? left[node] : left[node] + 1;
    }

    /** Number of nodes. */
    int nodes() {
        return feature.length;
    }
}
