package dev.sekisho.extrusion.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankAreaTest {
    @Test
    void countsPairsInOrderAndTiesHalf() {
        assertThat(RankArea.of(new double[] {3, 1}, new double[] {0, 1, 2, 2})).isEqualTo((4 + 1.5) / 8);
        assertThat(RankArea.of(new double[] {1}, new double[] {0})).isEqualTo(1);
        assertThat(RankArea.of(new double[] {}, new double[] {0})).isNaN();
    }
}
