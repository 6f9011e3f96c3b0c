package dev.sekisho.extrusion.model;

/**
 * How evidence is learned.
 *
 * @param bags how many independent series of trees are learned and averaged
 * @param trees trees per bag
 * @param depth questions on the longest way through a tree
 * @param learningRate part of each tree's answer that is taken
 * @param bins values of an index that are told apart
 * @param leafWeight least sum of second derivatives in a leaf
 * @param ridge what is added to that sum when a leaf's value is computed
 * @param features share of the indexes that one tree may ask
 * @param rows share of the sources that one tree learns from
 * @param seed start of the random choices
 */
record EvidenceSettings(
        int bags,
        int trees,
        int depth,
        double learningRate,
        int bins,
        double leafWeight,
        double ridge,
        double features,
        double rows,
        long seed) {

    static final EvidenceSettings DEFAULT = new EvidenceSettings(8, 40, 2, 0.2, 32, 0.3, 1, 0.4, 0.7, 1);

    EvidenceSettings withSeed(long other) {
        return new EvidenceSettings(bags, trees, depth, learningRate, bins, leafWeight, ridge, features, rows, other);
    }
}
