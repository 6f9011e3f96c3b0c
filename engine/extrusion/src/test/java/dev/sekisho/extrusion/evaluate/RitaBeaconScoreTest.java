package dev.sekisho.extrusion.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.log.LogReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RitaBeaconScoreTest {
    private static final Path MISSING_HOST = Path.of("../../../shared/captures/logs/zeek-missing-host");

    /** 98, 300, 98, …: Q1 98, median 199, Q3 300; skew 0; MAD 101, so ½ + ½·98/199. */
    @Test
    void weighsSymmetryAndClosenessOfIntervals() {
        double[] twoLevels =
                IntStream.range(0, 10).mapToDouble(i -> i % 2 == 0 ? 98 : 300).toArray();

        assertThat(RitaBeaconScore.regularity(twoLevels)).isCloseTo(0.5 + 0.5 * 98 / 199, within(1e-12));
    }

    /** 1, 2, 25, 42, 90, 299, 500, 1500, 4975: Q1 13.5, Q3 1000, skew 833.5/986.5; MAD 89, median 90. */
    @Test
    void takesQuartilesAsMediansOfTheHalves() {
        double[] random = {1, 299, 25, 4975, 90, 2, 42, 500, 1500};

        assertThat(RitaBeaconScore.regularity(random)).isCloseTo(0.5 * (1 - 833.5 / 986.5) + 0.5 / 90, within(1e-12));
    }

    @Test
    void takesNarrowOrOneSidedSpreadForNoSkew() {
        assertThat(RitaBeaconScore.regularity(new double[] {60, 60, 61, 69}))
                .isCloseTo(0.5 + 0.5 * 60 / 60.5, within(1e-12));
        assertThat(RitaBeaconScore.regularity(new double[] {0, 0, 0, 0})).isEqualTo(1);
    }

    @Test
    void takesTheBetterOfEvennessAndTwoLevels() {
        int[] even = new int[24];
        java.util.Arrays.fill(even, 7);
        int[] twoLevels = new int[24];
        for (int i = 0; i < 24; i++) {
            twoLevels[i] = i % 2 == 0 ? 100 : 10;
        }
        int[] few = new int[24];
        few[0] = 50;

        assertThat(RitaBeaconScore.evenness(even)).isEqualTo(1);
        assertThat(RitaBeaconScore.evenness(twoLevels)).isEqualTo(1);
        assertThat(RitaBeaconScore.evenness(few)).isZero();
    }

    @Test
    void countsTheLongestRunOfBinsRoundTheEnd() {
        int[] bins = new int[24];
        for (int bin : new int[] {21, 22, 23, 0, 1, 2}) {
            bins[bin] = 1;
        }

        assertThat(RitaBeaconScore.coverage(bins, 100, 1000)).isEqualTo(0.5);
        assertThat(RitaBeaconScore.coverage(bins, 900, 1000)).isEqualTo(0.9);
        bins[0] = 0;
        assertThat(RitaBeaconScore.coverage(bins, 900, 1000)).isZero();
    }

    @Test
    void givesAPerfectBeaconOneAndASeldomPairNothing() {
        double[] hourly =
                IntStream.range(0, 24).mapToDouble(hour -> hour * 3600.0).toArray();
        long[] same = new long[24];

        RitaBeaconScore score = RitaBeaconScore.of(hourly, same, 0, 24 * 3600);

        assertThat(score).isNotNull();
        assertThat(score.total()).isEqualTo(1);
        double[] threeSeconds = DoubleStream.of(1.1, 1.9, 2.5, 3.5).toArray();
        assertThat(RitaBeaconScore.of(threeSeconds, new long[4], 0, 10)).isNull();
    }

    /** The published check: 0.963 over the last day of the log, counted from the start of an hour. */
    @Test
    void agreesWithRitaOnTheBeaconWithoutHost() {
        assumeThat(Files.isDirectory(MISSING_HOST))
                .as("needs ../shared/captures/logs/zeek-missing-host")
                .isTrue();
        EvaluationRow row = new EvaluationRow(
                "logs/zeek-missing-host",
                EvaluationRow.Kind.MALWARE,
                "",
                Set.of("64.225.56.201"),
                Set.of(),
                List.of(),
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
        ObservedPairs observed = new ObservedPairs(List.of(row));
        new LogReader(SessionSettings.DEFAULT, observed).read(List.of(MISSING_HOST));

        ObservedPair beacon = observed.all().stream()
                .filter(pair -> pair.key.client().equals("73.54.23.243") && pair.key.port() == 80)
                .findFirst()
                .orElseThrow();

        assertThat(Judge.rita(observed, 0.7).of(beacon).score()).isCloseTo(0.963, within(0.001));
    }
}
