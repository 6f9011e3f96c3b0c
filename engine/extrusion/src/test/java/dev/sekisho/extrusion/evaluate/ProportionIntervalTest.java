package dev.sekisho.extrusion.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionIntervalTest {
    private static void assertInterval(int successes, int trials, double lower, double upper) {
        ProportionInterval interval = ProportionInterval.of(successes, trials);
        assertThat(interval.lower()).as("lower of %d/%d", successes, trials).isCloseTo(lower, within(5e-5));
        assertThat(interval.upper()).as("upper of %d/%d", successes, trials).isCloseTo(upper, within(5e-5));
    }

    /** 0 of n: the upper bound is 1 − 0.025^(1/n) in closed form; the others are values found in textbooks. */
    @Test
    void givesKnownBounds() {
        assertInterval(0, 10, 0, 1 - Math.pow(0.025, 0.1));
        assertInterval(10, 10, Math.pow(0.025, 0.1), 1);
        assertInterval(5, 10, 0.1871, 0.8129);
        assertInterval(1, 20, 0.00127, 0.24873);
        assertInterval(0, 1000, 0, 1 - Math.pow(0.025, 0.001));
        assertInterval(0, 0, 0, 1);
    }

    @Test
    void givesTheRatioOfTwoCounts() {
        ProportionInterval equal = ProportionInterval.ofRatio(5, 5);
        assertThat(equal.lower()).isCloseTo(0.1871 / 0.8129, within(1e-3));
        assertThat(equal.upper()).isCloseTo(0.8129 / 0.1871, within(1e-2));
        assertThat(ProportionInterval.ofRatio(0, 300).upper()).isCloseTo(0.01237, within(1e-4));
        assertThat(ProportionInterval.ofRatio(3, 0).upper()).isInfinite();
    }

    /** Of two tries at one half none, one and two succeed with 1/4, 1/2 and 1/4; of one at 1/100 none with 0.99. */
    @Test
    void givesWhatChanceMakesOfAKnownProportion() {
        assertThat(ProportionInterval.expected(0.5, 2)).isEqualTo(new ProportionInterval(0, 1));
        assertThat(ProportionInterval.expected(0.01, 1)).isEqualTo(new ProportionInterval(0, 0));
        assertThat(ProportionInterval.expected(0.01, 0)).isEqualTo(new ProportionInterval(0, 1));
        assertThat(new ProportionInterval(0.1, 0.2).contains(0.2)).isTrue();
        assertThat(new ProportionInterval(0.1, 0.2).contains(0.21)).isFalse();
    }

    @Test
    void refusesMoreSuccessesThanTrials() {
        assertThatThrownBy(() -> ProportionInterval.of(3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("successes must be between 0 and 2, but are 3");
    }
}
