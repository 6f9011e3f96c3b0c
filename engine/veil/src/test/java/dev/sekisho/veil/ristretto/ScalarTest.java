package dev.sekisho.veil.ristretto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.veil.vectors.VectorFile;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScalarTest {
    private static final BigInteger ORDER = new BigInteger(
            VectorFile.open("rfc9496-ristretto255.json").at("groupOrder").text());
    private static final long SEED = 252;

    private static BigInteger value(Scalar scalar) {
        return value(scalar.encode());
    }

    private static BigInteger value(byte[] littleEndian) {
        byte[] bytes = littleEndian.clone();
        for (int i = 0; i < bytes.length / 2; i++) {
            byte swap = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = swap;
        }
        return new BigInteger(1, bytes);
    }

    private static byte[] bytes(BigInteger value, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    @Test
    void computesLikeArbitraryPrecision() {
        Random random = new Random(SEED);
        for (int i = 0; i < 5_000; i++) {
            byte[] wide = new byte[64];
            random.nextBytes(wide);
            Scalar a = Scalar.ofUniformBytes(wide);
            assertThat(value(a)).isEqualTo(value(wide).mod(ORDER));
            Scalar b = Scalar.random(random::nextBytes);
            Scalar c = Scalar.random(random::nextBytes);
            assertThat(value(a.times(b))).isEqualTo(value(a).multiply(value(b)).mod(ORDER));
            assertThat(value(a.timesPlus(b, c)))
                    .isEqualTo(value(a).multiply(value(b)).add(value(c)).mod(ORDER));
            assertThat(value(a.plus(b))).isEqualTo(value(a).add(value(b)).mod(ORDER));
            assertThat(value(a.minus(b))).isEqualTo(value(a).subtract(value(b)).mod(ORDER));
            assertThat(value(a.negated())).isEqualTo(value(a).negate().mod(ORDER));
            assertThat(a.halved().plus(a.halved())).isEqualTo(a);
        }
    }

    @Test
    void reducesWideNumbersAtTheEdgesOfTheOrder() {
        BigInteger most = BigInteger.ONE.shiftLeft(512).subtract(BigInteger.ONE);
        for (int around = -2; around <= 2; around++) {
            for (BigInteger multiple : new BigInteger[] {
                BigInteger.ONE, BigInteger.TWO, most.divide(ORDER), ORDER, BigInteger.ONE.shiftLeft(255)
            }) {
                BigInteger number =
                        ORDER.multiply(multiple).add(BigInteger.valueOf(around)).min(most);
                assertThat(value(Scalar.ofUniformBytes(bytes(number, 64)))).isEqualTo(number.mod(ORDER));
            }
        }
        assertThat(value(Scalar.ofUniformBytes(bytes(most, 64)))).isEqualTo(most.mod(ORDER));
    }

    @Test
    void inverts() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20; i++) {
            Scalar scalar = Scalar.random(random::nextBytes);
            assertThat(scalar.times(scalar.inverted())).isEqualTo(Scalar.ONE);
        }
        assertThat(value(Scalar.of(11).inverted()))
                .isEqualTo(BigInteger.valueOf(11).modInverse(ORDER));
        assertThatThrownBy(Scalar.ZERO::inverted)
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("zero has no inverse");
    }

    @Test
    void decodesOnlyNumbersBelowTheOrder() {
        assertThat(Scalar.decode(bytes(ORDER.subtract(BigInteger.ONE), 32))).contains(Scalar.ONE.negated());
        assertThat(Scalar.decode(bytes(ORDER, 32))).isEmpty();
        assertThat(Scalar.decode(bytes(ORDER.add(BigInteger.ONE), 32))).isEmpty();
        assertThat(Scalar.decode(bytes(BigInteger.ONE.negate(), 32))).isEmpty();
        assertThat(Scalar.decode(new byte[31])).isEmpty();
        assertThat(Scalar.decode(new byte[33])).isEmpty();
    }

    @Test
    void tellsItsNumberToNobodyAndForgetsIt() {
        Scalar scalar = Scalar.random(new Random(SEED)::nextBytes);

        assertThat(scalar).hasToString("Scalar (secret)");
        scalar.destroy();

        assertThat(scalar.isDestroyed()).isTrue();
        assertThatThrownBy(scalar::encode)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the scalar has been destroyed");
    }

    @Test
    void refusesARandomSourceOfZeros() {
        assertThatThrownBy(() -> Scalar.random(bytes -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the random source gives nothing but zeros; replace it");
    }
}
