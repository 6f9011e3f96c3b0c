package dev.sekisho.extrusion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.ContextIndex;
import dev.sekisho.extrusion.index.RhythmIndex;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrevalenceTest {
    private static double discount(double clients, double beat, double comb) {
        double[] values = new double[Catalogue.SIZE];
        Arrays.fill(values, Double.NaN);
        values[ContextIndex.SERVER_CLIENTS.position()] = clients;
        values[RhythmIndex.BEAT_SURPRISE.position()] = beat;
        values[RhythmIndex.COMB_SURPRISE.position()] = comb;
        return Prevalence.discount(values);
    }

    @Test
    void takesNothingWhereFewOrNobodyKnowsHowManySpeakWithTheServer() {
        assertThat(discount(Double.NaN, 0, 0)).isZero();
        assertThat(discount(1, 0, 0)).isZero();
        assertThat(discount(4, 0, 0)).isZero();
    }

    /** ln(8/4), ln(40/4), and at most 6, which 4·e⁶ = 1,614 clients reach. */
    @Test
    void takesTheLogarithmOfClientsBeyondFourAndNoMoreThanSix() {
        assertThat(discount(8, 0, 0)).isCloseTo(0.6931, within(1e-4));
        assertThat(discount(40, Double.NaN, Double.NaN)).isCloseTo(2.3026, within(1e-4));
        assertThat(discount(1_613, 0, 0)).isLessThan(6);
        assertThat(discount(1_614, 0, 0)).isEqualTo(6);
        assertThat(discount(1_000_000, 0, 0)).isEqualTo(6);
    }

    @Test
    void takesAThirdFromAClientThatKeepsTime() {
        assertThat(discount(8, 10, 0)).isCloseTo(0.2310, within(1e-4));
        assertThat(discount(8, Double.NaN, 10)).isCloseTo(0.2310, within(1e-4));
        assertThat(discount(8, 9.9, 9.9)).isCloseTo(0.6931, within(1e-4));
        assertThat(discount(1_000_000, 50, 50)).isEqualTo(2);
    }
}
