package dev.sekisho.extrusion.model;

import java.util.List;

/**
 * The evidence for command and control: the mean of what two judges say that err differently. One adds up small trees,
 * each asking a few features, and knows what matters together; the other is a {@link WeighedSum} and knows that any
 * surprise counts. Neither lowers the evidence when a feature rises.
 *
 * @param base what the trees say before any feature is asked
 * @param trees the trees
 * @param sum the weighed sum
 */
record Evidence(double base, List<DecisionTree> trees, WeighedSum sum) {

    private static final double SHARE = 0.5;

    Evidence {
        trees = List.copyOf(trees);
    }

    /** The evidence of {@code features} as a natural logarithm of odds. */
    double logOdds(double[] features) {
        double all = base;
        for (int i = 0; i < trees.size(); i++) {
            all += trees.get(i).value(features);
        }
        return SHARE * all + (1 - SHARE) * sum.logOdds(features);
    }

    /** Per feature, how much of the evidence it brought. */
    double[] contributions(double[] features) {
        double[] contributions = new double[features.length];
        for (DecisionTree tree : trees) {
            tree.explain(features, contributions);
        }
        for (int i = 0; i < contributions.length; i++) {
            contributions[i] *= SHARE;
        }
        sum.explain(features, 1 - SHARE, contributions);
        return contributions;
    }
}
