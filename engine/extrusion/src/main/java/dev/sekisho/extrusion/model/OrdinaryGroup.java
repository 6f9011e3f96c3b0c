package dev.sekisho.extrusion.model;

/**
 * One kind of ordinary traffic: where its members lie on the scaled indexes and how these move together.
 */
final class OrdinaryGroup {
    /** In plain words, by what sets it apart. */
    final String name;

    /** How many pairs it was learned from. */
    final int members;

    /** Mean per dimension. */
    final double[] mean;

    /** Lower triangle of the Cholesky factor of the covariance, row by row. */
    final double[] factor;

    /** Distance within which 95 % of its members lie. */
    final double reach;

    OrdinaryGroup(String name, int members, double[] mean, double[] factor, double reach) {
        this.name = name;
        this.members = members;
        this.mean = mean;
        this.factor = factor;
        this.reach = reach;
    }

    /** Distance of {@code point} under the group's covariance per root of dimension: about 1 for a typical member. */
    double distance(double[] point) {
        int d = mean.length;
        double[] solved = new double[d];
        double sum = 0;
        int at = 0;
        for (int i = 0; i < d; i++) {
            double rest = point[i] - mean[i];
            for (int j = 0; j < i; j++) {
                rest -= factor[at++] * solved[j];
            }
            solved[i] = rest / factor[at++];
            sum += solved[i] * solved[i];
        }
        return Math.sqrt(sum / d);
    }

    /** Standard deviation of one dimension. */
    double deviation(int dimension) {
        int row = dimension * (dimension + 1) / 2;
        double sum = 0;
        for (int j = 0; j <= dimension; j++) {
            sum += factor[row + j] * factor[row + j];
        }
        return Math.sqrt(sum);
    }

    /** Logarithm of the determinant of the covariance. */
    double logDeterminant() {
        double sum = 0;
        int at = 0;
        for (int i = 0; i < mean.length; i++) {
            at += i;
            sum += Math.log(factor[at++]);
        }
        return 2 * sum;
    }
}
