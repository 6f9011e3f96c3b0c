package dev.sekisho.extrusion.model;

import java.util.List;

/**
 * The evidence for command and control: small trees, each asking a few indexes, whose answers are added up. More of what
 * leans towards command and control never lowers the evidence (monotone trees).
 *
 * @param base evidence before any index is asked
 * @param trees the trees
 */
record Evidence(double base, List<DecisionTree> trees) {

    Evidence {
        trees = List.copyOf(trees);
    }

    /** The evidence of {@code values} as a natural logarithm of odds. */
    double logOdds(double[] values) {
        double sum = base;
        for (int i = 0; i < trees.size(); i++) {
            sum += trees.get(i).value(values);
        }
        return sum;
    }

    /** Per index, how much of the evidence of {@code values} it brought. */
    double[] contributions(double[] values) {
        double[] contributions = new double[values.length];
        for (DecisionTree tree : trees) {
            tree.explain(values, contributions);
        }
        return contributions;
    }
}
