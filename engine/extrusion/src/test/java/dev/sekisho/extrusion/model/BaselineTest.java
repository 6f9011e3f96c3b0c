package dev.sekisho.extrusion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.ContextIndex;
import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.index.Topic;
import dev.sekisho.extrusion.index.VolumeIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A site of 200 sealed pairs, each of its own client. Of the indexes that lean only the redials are known: 10, but 100 at
 * the end of pair 0 and at an earlier moment of pair 1. The other model's evidence is the surprise of the redials, so that
 * what it becomes at the site can be computed by hand.
 */
class BaselineTest {
    private static final Index ASKED = ContextIndex.REDIALS;
    private static final Model PRIOR = prior();
    private static final Model SITE = Baseline.learn(PRIOR, site(), 1, List.of("A made-up site."));

    private static Model prior() {
        double[] weights = new double[WeighedSum.SIZE];
        weights[Topic.of(ASKED.position())] = 2; // the sum is half of the evidence
        Evidence evidence = new Evidence(0, List.of(), new WeighedSum(0, weights));
        double[] none = new double[Catalogue.SIZE];
        double[][] bounds = new double[Catalogue.SIZE][0];
        Map<Channel, Groups> groups = new EnumMap<>(Channel.class);
        Map<Channel, Surprise> surprises = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            OrdinaryGroup group = new OrdinaryGroup("Elsewhere", 1, new double[0], new double[0], 1);
            groups.put(channel, new Groups(new RobustScale(none, none), List.of(), List.of(), List.of(group)));
            surprises.put(channel, new Surprise(bounds));
        }
        return new Model(List.of(), groups, surprises, evidence, new Calibration(new double[] {7}));
    }

    private static List<Example> site() {
        List<Example> examples = new ArrayList<>();
        for (int pair = 0; pair < 200; pair++) {
            examples.add(example(pair, pair == 0 ? 100 : 10, true));
        }
        examples.add(example(1, 100, false));
        return examples;
    }

    private static Example example(int pair, double redials, boolean last) {
        double[] values = new double[Catalogue.SIZE];
        Arrays.fill(values, Double.NaN);
        values[VolumeIndex.EXCHANGES.position()] = 1 + pair % 8;
        values[ASKED.position()] = redials;
        return new Example(values, Channel.SEALED, Example.Label.ORDINARY, pair, pair, last, "");
    }

    /** 25 pairs each with 1 to 8 exchanges: the median of the logarithms is between 4 and 5, √(5·6) − 1. */
    @Test
    void takesWhatIsOrdinaryFromTheSite() {
        assertThat(SITE.ordinary(Channel.SEALED, VolumeIndex.EXCHANGES.position()))
                .isCloseTo(Math.sqrt(30) - 1, within(1e-9));
        assertThat(SITE.ordinary(Channel.SEALED, ASKED.position())).isCloseTo(10, within(1e-9));
        assertThat(SITE.about()).containsExactly("A made-up site.");
    }

    /** The bound at a share t is the value at place ⌊(1 − t)·200⌋; the earlier moment of pair 1 is not asked. */
    @Test
    void learnsSurpriseFromTheLastMomentOfEveryPair() {
        assertThat(SITE.surprise(Channel.SEALED).bounds[ASKED.position()])
                .containsExactly(10, 10, 10, 10, 10, 10, 10, 100, 100);
    }

    @Test
    void keepsWhatTheOtherModelKnowsOfAChannelThatTheSiteDoesNotShow() {
        assertThat(SITE.surprise(Channel.READABLE)).isSameAs(PRIOR.surprise(Channel.READABLE));
        assertThat(SITE.ordinary(Channel.OPAQUE)).isSameAs(PRIOR.ordinary(Channel.OPAQUE));
        assertThat(SITE.evidence()).isSameAs(PRIOR.evidence());
    }

    /**
     * Without the fold of pair 0 (source 0, fold 0) nobody has more than 10 redials: it is beyond the last bound, 0.3 −
     * lg 0.002. Without that of pair 1 (source 1, fold 4) pair 0 still has: it reaches the bound at 0.005, −lg 0.005.
     * Judged by what was learned from themselves both would reach the latter only.
     */
    @Test
    void calibratesByPairsThatTheSurpriseWasLearnedWithoutAtTheirStrongestMoment() {
        double[] evidence = SITE.calibration().evidence();

        assertThat(evidence).hasSize(200);
        assertThat(Arrays.copyOf(evidence, 198)).containsOnly(0);
        assertThat(evidence[198]).isCloseTo(2.30103, within(1e-5));
        assertThat(evidence[199]).isCloseTo(2.99897, within(1e-5));
    }

    /** 2 of 201 may be above at 1 %; at 0.1 % none of 201 may, and the tail of 20 with mean excess 5.3/20 ends below. */
    @Test
    void setsThresholdAndProbabilityByTheSite() {
        assertThat(SITE.threshold(new AlarmBudget(1, 100))).isCloseTo(2.30103, within(1e-5));
        assertThat(SITE.threshold(new AlarmBudget(1, 1_000))).isCloseTo(2.99897, within(1e-5));
        // 0.265 · ln(20/201 · 100,000)
        assertThat(SITE.threshold(new AlarmBudget(1, 1_000_000))).isCloseTo(3.04960, within(1e-4));
        assertThat(SITE.calibration().pValue(2.5)).isEqualTo(2.0 / 201);
        assertThat(SITE.calibration().pValue(0)).isEqualTo(1);
        assertThat(SITE.calibration().pValue(3)).isEqualTo(1.0 / 201);
    }
}
