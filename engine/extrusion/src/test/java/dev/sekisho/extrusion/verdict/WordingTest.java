package dev.sekisho.extrusion.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.ContextIndex;
import dev.sekisho.extrusion.index.IdentityIndex;
import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.index.RhythmIndex;
import dev.sekisho.extrusion.index.ShapeIndex;
import dev.sekisho.extrusion.index.VolumeIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
    private final double[] values = new double[Catalogue.SIZE];

    WordingTest() {
        Arrays.fill(values, Double.NaN);
    }

    @Test
    void saysHowARhythmSounds() {
        set(RhythmIndex.BEAT_INTERVAL, 305);
        set(RhythmIndex.BEAT_COUNT, 47);
        set(RhythmIndex.BEAT_SHARE, 45.0 / 47);
        set(RhythmIndex.BEAT_SURPRISE, 35.4);
        set(RhythmIndex.BEAT_JITTER, 0.01);
        set(RhythmIndex.BEAT_RUN, 36);

        assertThat(sentence(RhythmIndex.BEAT_JITTER, "22 %"))
                .isEqualTo("It calls every 5 min 5 s, give or take 1 % (ordinary: give or take 22 %).");
        assertThat(sentence(RhythmIndex.BEAT_SURPRISE, "1"))
                .isEqualTo("It keeps time: 45 of 47 calls come 5 min 5 s apart, which chance never brings about.");
        assertThat(sentence(RhythmIndex.BEAT_RUN, ""))
                .isEqualTo("36 calls in a row came 5 min 5 s apart, within 15 %.");
    }

    @Test
    void namesTheSizeThatNeverChanges() {
        set(VolumeIndex.SENT, 412);
        set(VolumeIndex.SENT_SPREAD, 0);
        set(VolumeIndex.RECEIVED, 42_461);
        set(VolumeIndex.RECEIVED_SPREAD, 0.034);

        assertThat(sentence(VolumeIndex.SENT_SPREAD, "35 %"))
                .isEqualTo("What it sends is nearly always the same size, 412 bytes (ordinary: give or take 35 %).");
        assertThat(sentence(VolumeIndex.RECEIVED_SPREAD, "35 %"))
                .isEqualTo("What it gets hardly varies in size: 42.5 kB, give or take 3 % (ordinary: give or take"
                        + " 35 %).");
    }

    @Test
    void saysAllAndNoneInsteadOfPercents() {
        set(ShapeIndex.POSTS, 1);
        set(IdentityIndex.FINGERPRINT_COMPANY, 0);
        set(RhythmIndex.ALONE, 0.7);

        assertThat(sentence(ShapeIndex.POSTS, "0 %")).isEqualTo("All of the requests are POST (ordinary: 0 %).");
        assertThat(sentence(IdentityIndex.FINGERPRINT_COMPANY, "97 %"))
                .isEqualTo("None of the client's other TLS servers see this TLS fingerprint (ordinary: 97 %).");
        assertThat(sentence(RhythmIndex.ALONE, "0 %"))
                .isEqualTo("70 % of its calls came while the client spoke with nobody else (ordinary: 0 %).");
    }

    @Test
    void leavesOutWhatIsOrdinaryWhereItSaysNothing() {
        set(IdentityIndex.TLS_WITHOUT_ALPN, 1);
        set(IdentityIndex.LITERAL, 1);

        assertThat(sentence(IdentityIndex.TLS_WITHOUT_ALPN, "100 %"))
                .isEqualTo("All of the TLS handshakes do not say what will be spoken, as every modern browser does.");
        assertThat(sentence(IdentityIndex.LITERAL, "no")).isEqualTo("The server is called by its bare address.");
    }

    @Test
    void turnsLogarithmsIntoTimes() {
        set(ContextIndex.TRICKLE, 3);

        assertThat(sentence(ContextIndex.TRICKLE, "0"))
                .isEqualTo("A connection stood open for 16 min 39 s and carried hardly anything.");
    }

    @Test
    void roundsToTheDigitsThatMatter() {
        assertThat(Wording.format(ShapeIndex.MISSING_HEADERS, 1.77)).isEqualTo("1.8");
        assertThat(Wording.format(ContextIndex.CONNECTIONS, 0.9999)).isEqualTo("1");
        assertThat(Wording.format(RhythmIndex.SPAN, 7_260)).isEqualTo("2 h 1 min");
        assertThat(Wording.format(IdentityIndex.CERTIFICATE_AGE, 30.999)).isEqualTo("31 days");
        assertThat(Wording.format(VolumeIndex.SENT, 1)).isEqualTo("1 byte");
    }

    @Test
    void everyIndexHasASentenceWithoutGaps() {
        Arrays.fill(values, 0.5);
        List<String> wrong = new ArrayList<>();
        for (Index index : Catalogue.indexes()) {
            String sentence = sentence(index, "0.1");
            if (sentence.contains("{") || sentence.contains("NaN") || !sentence.endsWith(".")) {
                wrong.add(index.id() + ": " + sentence);
            }
        }

        assertThat(wrong).isEmpty();
    }

    private void set(Index index, double value) {
        values[index.position()] = value;
    }

    private String sentence(Index index, String ordinary) {
        return Wording.sentence(index, values, ordinary);
    }
}
