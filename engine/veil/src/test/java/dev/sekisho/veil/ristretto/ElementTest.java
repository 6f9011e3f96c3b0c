package dev.sekisho.veil.ristretto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.veil.vectors.VectorFile;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

public class ElementTest {
    private static final VectorFile RFC9496 = VectorFile.open("rfc9496-ristretto255.json");
    private static final long SEED = 9496;

    private static RandomBytes repeatable(long seed) {
        return new Random(seed)::nextBytes;
    }

    @Test
    void multiplesOfTheGeneratorAreThoseOfRfc9496() {
        List<VectorFile> multiples = RFC9496.at("generatorMultiples").all();
        Element sum = Element.IDENTITY;
        for (int i = 0; i < multiples.size(); i++) {
            String expected = multiples.get(i).text();
            assertThat(sum).hasToString(expected);
            assertThat(Element.GENERATOR.times(Scalar.of(i))).hasToString(expected);
            assertThat(ElementTable.ofGenerator().times(Scalar.of(i))).hasToString(expected);
            assertThat(Element.decode(multiples.get(i).bytes())).contains(sum);
            sum = sum.plus(Element.GENERATOR);
        }
    }

    @Test
    void rejectsEveryInvalidEncodingOfRfc9496() {
        int count = 0;
        for (VectorFile group : RFC9496.at("invalidEncodings").all()) {
            for (VectorFile encoding : group.at("encodings").all()) {
                assertThat(Element.decode(encoding.bytes()))
                        .as("%s: %s", group.at("reason").text(), encoding.text())
                        .isEmpty();
                count++;
            }
        }
        assertThat(count).isEqualTo(29);
    }

    @Test
    void rejectsEncodingsOfOtherLengths() {
        assertThat(Element.decode(new byte[31])).isEmpty();
        assertThat(Element.decode(new byte[33])).isEmpty();
    }

    @Test
    void mapsLabelsAsRfc9496Does() {
        for (VectorFile vector : RFC9496.at("oneWayMap").all()) {
            assertThat(Element.ofUniformBytes(vector.bytes("input")))
                    .hasToString(vector.at("output").text());
        }
        VectorFile same = RFC9496.at("oneWayMapSameOutput");
        for (VectorFile input : same.at("inputs").all()) {
            assertThat(Element.ofUniformBytes(input.bytes()))
                    .hasToString(same.at("output").text());
        }
    }

    @Test
    void everyChangedBitGivesNoElementOrAnother() {
        Element element = Element.random(repeatable(SEED));
        byte[] bytes = element.encode();
        int rejected = 0;
        for (int bit = 0; bit < 256; bit++) {
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            if (Element.decode(bytes).isEmpty()) {
                rejected++;
            } else {
                assertThat(Element.decode(bytes).orElseThrow()).isNotEqualTo(element);
            }
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        assertThat(rejected).isGreaterThan(128);
    }

    @Test
    void waysOfMultiplyingAgreeOnRandomAndOnExtremeScalars() {
        RandomBytes random = repeatable(SEED);
        Element element = Element.random(random);
        ElementTable moment = ElementTable.ofMoment(element);
        ElementTable key = ElementTable.ofKey(element);
        for (Scalar scalar : scalars(random)) {
            Element expected = bitByBit(element, scalar);
            String name = HexFormat.of().formatHex(scalar.encode());
            assertThat(element.times(scalar)).as(name).isEqualTo(expected);
            assertThat(moment.times(scalar)).as(name).isEqualTo(expected);
            assertThat(key.times(scalar)).as(name).isEqualTo(expected);
            assertThat(element.times(scalar).encode()).isEqualTo(expected.encode());
        }
    }

    /** Scalars at the edges of the order and of the signed digits, and random ones. */
    public static List<Scalar> scalars(RandomBytes random) {
        Scalar minusOne = Scalar.ONE.negated();
        List<Scalar> scalars = new ArrayList<>(List.of(
                Scalar.ZERO,
                Scalar.ONE,
                Scalar.of(2),
                minusOne,
                minusOne.minus(Scalar.ONE),
                repeated(0x88),
                repeated(0x77),
                repeated(0x80),
                repeated(0x08),
                repeated(0xff)));
        for (int i = 0; i < 20; i++) {
            scalars.add(Scalar.random(random));
        }
        return scalars;
    }

    private static Scalar repeated(int value) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) value);
        bytes[31] = (byte) (value & 0x0f);
        return Scalar.decode(bytes).orElseThrow();
    }

    private static Element bitByBit(Element element, Scalar scalar) {
        byte[] bytes = scalar.encode();
        Element product = Element.IDENTITY;
        for (int bit = 255; bit >= 0; bit--) {
            product = product.twice();
            if (((bytes[bit / 8] >> (bit % 8)) & 1) != 0) {
                product = product.plus(element);
            }
        }
        return product;
    }

    @Test
    void theOrderTimesAnyElementIsTheIdentity() {
        Element element = Element.random(repeatable(SEED));
        assertThat(element.times(Scalar.ONE.negated()).plus(element)).isEqualTo(Element.IDENTITY);
        assertThat(element.minus(element).isIdentity()).isTrue();
        assertThat(element.minus(element).encode()).containsOnly(0);
        assertThat(element.negated().plus(element).isIdentity()).isTrue();
    }

    @Test
    void encodesDoublesInABatchAsOneByOneAlsoAmongIdentities() {
        RandomBytes random = repeatable(SEED);
        List<Element> halves = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            halves.add(i % 7 == 3 ? Element.IDENTITY : Element.random(random));
        }
        Element random1 = Element.random(random);
        halves.add(random1.minus(random1));
        halves.add(Element.GENERATOR.times(Scalar.ONE.halved()));

        List<Element> doubles = Element.doubles(halves);

        for (int i = 0; i < halves.size(); i++) {
            Element twice = halves.get(i).twice();
            assertThat(doubles.get(i).encode()).as("%d", i).isEqualTo(twice.encode());
            assertThat(doubles.get(i)).isEqualTo(twice);
        }
        assertThat(doubles.getLast()).isEqualTo(Element.GENERATOR);
        assertThat(Element.doubles(List.of())).isEmpty();
    }

    @Test
    void elementsOfTheSameCosetAreEqual() {
        RandomBytes random = repeatable(SEED);
        for (int i = 0; i < 50; i++) {
            Scalar scalar = Scalar.random(random);
            Element one = ElementTable.ofGenerator().times(scalar);
            Element other = Element.decode(one.encode()).orElseThrow();
            assertThat(other).isEqualTo(one).hasSameHashCodeAs(one);
            assertThat(other).isNotEqualTo(one.twice());
        }
    }

    @Test
    void takesOnlySixtyFourBytesForTheMap() {
        assertThatThrownBy(() -> Element.ofUniformBytes(new byte[32]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an element is made from 64 uniform bytes, but there are 32");
    }
}
