package dev.sekisho.extrusion.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.ContextIndex;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SurpriseTest {
    private static final int ASKED = ContextIndex.REDIALS.position();

    private static double[] row(double redials) {
        double[] row = new double[Catalogue.SIZE];
        Arrays.fill(row, Double.NaN);
        row[ASKED] = redials;
        return row;
    }

    @Test
    void aBoundIsPassedByItsShareOfThePairs() {
        double[][] rows = new double[1_000][];
        double[] weights = new double[1_000];
        for (int i = 0; i < 1_000; i++) {
            rows[i] = row(i);
            weights[i] = 1;
        }

        Surprise surprise = Surprise.learn(new OrdinaryPairs(rows, weights));

        assertThat(surprise.of(ASKED, 900.001)).isBetween(1.0, 1.001);
        assertThat(surprise.of(ASKED, 990.001)).isBetween(2.0, 2.01);
        assertThat(surprise.of(ASKED, 400)).isZero();
        assertThat(surprise.of(ASKED, Double.NaN)).isZero();
    }

    @Test
    void pairsThatCountLessMoveTheBoundsLess() {
        double[][] rows = new double[2_000][];
        double[] weights = new double[2_000];
        for (int i = 0; i < 2_000; i++) {
            // a thousand pairs of a large input, all high, count as much as ten
            boolean large = i >= 1_000;
            rows[i] = row(large ? 5_000 : i);
            weights[i] = large ? 0.01 : 1;
        }

        Surprise surprise = Surprise.learn(new OrdinaryPairs(rows, weights));

        assertThat(surprise.of(ASKED, 930)).isGreaterThan(1);
        assertThat(surprise.of(ASKED, 4_000)).isBetween(2.0, 2.3);
    }
}
