package dev.sekisho.veil.ristretto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.veil.vectors.VectorFile;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LizardTest {
    private static final VectorFile LIZARD = VectorFile.open("lizard.json");

    @Test
    void encodesAndDecodesThePublishedVectors() {
        for (VectorFile vector : LIZARD.at("vectors").all()) {
            Element element = Lizard.encode(vector.bytes("data"));
            assertThat(element).hasToString(vector.at("point").text());
            assertThat(Lizard.decode(vector.element("point")))
                    .hasValueSatisfying(data -> assertThat(data).isEqualTo(vector.bytes("data")));
        }
    }

    @Test
    void findsNoTextInElementsThatHoldNone() {
        for (VectorFile point : LIZARD.at("notLizard", "points").all()) {
            assertThat(Lizard.decode(point.element())).isEmpty();
        }
        assertThat(Lizard.decode(Element.IDENTITY)).isEmpty();
        Random random = new Random(16);
        for (int i = 0; i < 20; i++) {
            assertThat(Lizard.decode(Element.random(random::nextBytes))).isEmpty();
        }
    }

    @Test
    void everyTextComesBackHoweverTheElementWasComputed() {
        Random random = new Random(17);
        for (int i = 0; i < 200; i++) {
            byte[] data = new byte[Lizard.BYTES];
            random.nextBytes(data);
            Element shift = Element.random(random::nextBytes);
            Element element = Lizard.encode(data).plus(shift).minus(shift);
            assertThat(Lizard.decode(element))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(data));
        }
    }

    @Test
    void takesExactlySixteenBytes() {
        assertThatThrownBy(() -> Lizard.encode(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lizard takes 16 bytes, but got 15");
    }
}
