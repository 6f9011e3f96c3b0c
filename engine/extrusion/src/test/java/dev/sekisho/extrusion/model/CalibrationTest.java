package dev.sekisho.extrusion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static double[] numbers(int n) {
        double[] numbers = new double[n];
        Arrays.setAll(numbers, i -> n - i);
        return numbers;
    }

    @Test
    void countsThePairsWithAtLeastTheEvidence() {
        Calibration calibration = new Calibration(numbers(99));

        assertThat(calibration.size()).isEqualTo(99);
        assertThat(calibration.pValue(99)).isEqualTo(2 / 100.0);
        assertThat(calibration.pValue(98.5)).isEqualTo(2 / 100.0);
        assertThat(calibration.pValue(99.5)).isEqualTo(1 / 100.0);
        assertThat(calibration.pValue(0)).isEqualTo(1);
    }

    @Test
    void countsPairsByTheirWeights() {
        Calibration calibration = new Calibration(new double[] {3, 1, 2}, new double[] {0.25, 1, 0.5});

        assertThat(calibration.pValue(2.5)).isEqualTo(1.25 / 2.75);
        assertThat(calibration.pValue(2)).isEqualTo(1.75 / 2.75);
        assertThat(calibration.pValue(4)).isEqualTo(1 / 2.75).isGreaterThan(1.0 / (calibration.size() + 1));
        assertThat(calibration.evidence()).containsExactly(1, 2, 3);
        assertThat(calibration.weights()).containsExactly(1, 0.5, 0.25);
    }

    @Test
    void pairsTwiceAtHalfTheWeightChangeNothing() {
        double[] once = numbers(2_000);
        double[] twice = new double[4_000];
        double[] halves = new double[4_000];
        Arrays.setAll(twice, i -> once[i / 2]);
        Arrays.fill(halves, 0.5);

        Calibration plain = new Calibration(once);
        Calibration weighed = new Calibration(twice, halves);

        for (double rate : new double[] {0.001, 0.01, 0.2}) {
            assertThat(weighed.threshold(rate)).isCloseTo(plain.threshold(rate), within(2.0));
        }
        assertThat(weighed.pValue(1_234.5)).isCloseTo(plain.pValue(1_234.5), within(1e-12));
        assertThat(weighed.size()).isEqualTo(2_000);
    }

    @Test
    void theThresholdLeavesAtMostTheBearableShareOfPValuesAboveIt() {
        SplittableRandom random = new SplittableRandom(1);
        double[] evidence = random.doubles(5_000).toArray();
        double[] weights = random.doubles(5_000, 0.1, 1).toArray();
        Calibration calibration = new Calibration(evidence, weights);

        for (double rate : new double[] {0.001, 0.01, 0.1}) {
            double threshold = calibration.threshold(rate);
            assertThat(calibration.pValue(Math.nextUp(threshold))).isLessThanOrEqualTo(rate);
            assertThat(calibration.pValue(threshold)).isGreaterThan(rate);
        }
    }

    @Test
    void goesBeyondTheHighestPairWhereThereAreTooFew() {
        Calibration calibration = new Calibration(numbers(100));

        assertThat(calibration.threshold(0.0001)).isGreaterThan(100);
        assertThat(calibration.threshold(0.00001)).isGreaterThan(calibration.threshold(0.0001));
        assertThat(new Calibration(new double[0]).threshold(0.001)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
