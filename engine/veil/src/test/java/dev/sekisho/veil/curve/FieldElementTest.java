package dev.sekisho.veil.curve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.veil.vectors.VectorFile;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldElementTest {
    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
    private static final long BOUND = (long) (1.4 * (1L << 53));
    private static final long SEED = 20261124;

    private static BigInteger value(FieldElement f) {
        long[] limbs = new long[5];
        f.store(limbs, 0);
        BigInteger value = BigInteger.ZERO;
        for (int i = 4; i >= 0; i--) {
            value = value.shiftLeft(51).add(BigInteger.valueOf(limbs[i]));
        }
        return value.mod(P);
    }

    private static FieldElement withLimbs(long... limbs) {
        FieldElement f = new FieldElement();
        f.load(limbs, 0);
        return f;
    }

    /** Limbs at and near the bounds that {@link FieldElement} promises to take, of both signs. */
    private static FieldElement extreme(Random random) {
        long[] limbs = new long[5];
        for (int i = 0; i < 5; i++) {
            limbs[i] = switch (random.nextInt(6)) {
                case 0 -> BOUND;
                case 1 -> -BOUND;
                case 2 -> 0;
                case 3 -> random.nextLong(-3, 4);
                default -> random.nextLong(-BOUND, BOUND);
            };
        }
        return withLimbs(limbs);
    }

    @Test
    void multipliesLikeArbitraryPrecisionUpToTheBoundsOfItsLimbs() {
        Random random = new Random(SEED);
        FieldElement product = new FieldElement();

        for (int i = 0; i < 50_000; i++) {
            FieldElement f = extreme(random);
            FieldElement g = extreme(random);

            product.multiply(f, g);

            assertThat(value(product))
                    .as("turn %d of seed %d", i, SEED)
                    .isEqualTo(value(f).multiply(value(g)).mod(P));
            assertCarried(product);
        }
    }

    @Test
    void squaresLikeArbitraryPrecisionUpToTheBoundsOfItsLimbs() {
        Random random = new Random(SEED);
        FieldElement square = new FieldElement();

        for (int i = 0; i < 50_000; i++) {
            FieldElement f = extreme(random);

            square.square(f);

            assertThat(value(square))
                    .as("turn %d of seed %d", i, SEED)
                    .isEqualTo(value(f).pow(2).mod(P));
            assertCarried(square);
        }
    }

    private static void assertCarried(FieldElement f) {
        long[] limbs = new long[5];
        f.store(limbs, 0);
        for (long limb : limbs) {
            assertThat(limb).isBetween(-(1L << 17), (1L << 51) + (1L << 17));
        }
    }

    @Test
    void reducesToTheOneRepresentative() {
        BigInteger[] edges = {
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.valueOf(18),
            BigInteger.valueOf(19),
            BigInteger.valueOf(20),
            P.subtract(BigInteger.ONE),
            P,
            P.add(BigInteger.ONE),
            P.add(BigInteger.valueOf(18)),
            P.multiply(BigInteger.TWO),
            P.negate(),
            BigInteger.ONE.negate(),
            BigInteger.valueOf(-19),
            BigInteger.valueOf(-20)
        };
        for (BigInteger edge : edges) {
            long[] limbs = new long[5];
            BigInteger rest = edge;
            for (int i = 0; i < 5; i++) {
                limbs[i] = i < 4
                        ? rest.and(BigInteger.ONE.shiftLeft(51).subtract(BigInteger.ONE))
                                .longValue()
                        : rest.longValue();
                rest = rest.shiftRight(51);
            }
            FieldElement f = withLimbs(limbs);
            byte[] bytes = new byte[32];

            f.encode(bytes, 0);

            assertThat(littleEndian(bytes)).as("%s", edge).isEqualTo(edge.mod(P));
        }
    }

    @Test
    void reducesLimbsOfAnySizeThatSumsCanHave() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            FieldElement f = extreme(random);
            BigInteger expected = value(f);
            byte[] bytes = new byte[32];

            f.encode(bytes, 0);

            assertThat(littleEndian(bytes)).isEqualTo(expected);
        }
    }

    @Test
    void tellsCanonicalBytesFromOthers() {
        FieldElement f = new FieldElement();

        assertThat(f.decode(bytes(P.subtract(BigInteger.ONE)), 0)).isEqualTo(-1);
        assertThat(f.decode(bytes(P), 0)).isZero();
        assertThat(f.decode(bytes(BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE)), 0))
                .isZero();
        assertThat(f.decode(bytes(BigInteger.ONE.shiftLeft(255)), 0)).isZero();
        assertThat(f.decode(bytes(BigInteger.ZERO), 0)).isEqualTo(-1);
    }

    @Test
    void takesSquareRootsOfRatiosAsRfc9496Does() {
        for (VectorFile vector :
                VectorFile.open("rfc9496-ristretto255.json").at("sqrtRatioM1").all()) {
            FieldElement root = new FieldElement();
            byte[] bytes = new byte[32];

            long square = new FieldPower()
                    .squareRootOfRatio(
                            root,
                            FieldElement.ofHex(vector.at("u").text()),
                            FieldElement.ofHex(vector.at("v").text()));

            root.encode(bytes, 0);
            assertThat(square != 0)
                    .isEqualTo(Boolean.parseBoolean(vector.at("wasSquare").text()));
            assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(vector.at("r").text());
        }
    }

    @Test
    void inverts() {
        Random random = new Random(SEED);
        FieldElement inverse = new FieldElement();
        for (int i = 0; i < 200; i++) {
            FieldElement f = extreme(random);
            new FieldPower().invert(inverse, f);
            assertThat(value(inverse).multiply(value(f)).mod(P))
                    .isEqualTo(value(f).signum() == 0 ? BigInteger.ZERO : BigInteger.ONE);
        }
    }

    private static byte[] bytes(BigInteger value) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] turned = new byte[32];
        for (int i = 0; i < 32; i++) {
            turned[31 - i] = bytes[i];
        }
        return new BigInteger(1, turned);
    }
}
