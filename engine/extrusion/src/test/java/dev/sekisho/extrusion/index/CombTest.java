package dev.sekisho.extrusion.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sekisho.traffic.SessionKey;
import org.junit.jupiter.api.Test;

/** Surprises by hand: as many teeth met as there are, each by chance with 1 − exp(−visits per second · 2 · tolerance). */
class CombTest {
    private static double surprise(double... visits) {
        PairScript script = new PairScript();
        SessionKey server = PairScript.key("poll.example.com", "203.0.113.10", 443);
        for (double visit : visits) {
            script.turn(server, visit, 0.5, 100, 100);
        }
        return script.measured(server)[RhythmIndex.COMB_SURPRISE.position()];
    }

    @Test
    void saysNothingBelowFiveVisits() {
        assertThat(surprise(0, 100, 200, 300)).isNaN();
    }

    /** A comb from 0 and 100 s has its teeth at 200, 300 and 400 s only. */
    @Test
    void isNotSurprisedByThreeTeeth() {
        assertThat(surprise(0, 100, 200, 300, 400)).isZero();
    }

    /**
     * Every 100 s, and at 130 and 470 s. The best comb begins at 0 and 100 s: 7 teeth met within 4 s, each by chance with
     * 1 − exp(−10/800 · 8). 23 distances, one to three visits apart, are at most 200 s: 7 · 1.02153 − lg 23.
     */
    @Test
    void findsAClockBeneathOtherActivity() {
        assertThat(surprise(0, 100, 130, 200, 300, 400, 470, 500, 600, 700, 800))
                .isCloseTo(5.7890, within(1e-4));
    }

    /**
     * A clock of 103 s whose first interval is 100 s. Every tooth counts from the visit before: 5 are met within 4 s, while
     * teeth at 300 and 400 s would be 6 and 9 s off. 1 − exp(−6/615 · 8), 6 distances: 5 · 1.12447 − lg 6.
     */
    @Test
    void followsAClockThatDrifts() {
        assertThat(surprise(0, 100, 203, 306, 409, 512, 615)).isCloseTo(4.8442, within(1e-4));
    }

    /** Distances that grow by half each time: no comb meets four teeth. */
    @Test
    void findsNoClockWhereThereIsNone() {
        assertThat(surprise(0, 20, 50, 95, 162, 263, 415, 643, 985)).isZero();
    }
}
