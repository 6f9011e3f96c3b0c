package dev.sekisho.traffic.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CaptureInterfaceTest {
    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

    @Test
    void convertsEveryDecimalResolution() {
        for (int digits = 0; digits <= 27; digits++) {
            var source = new CaptureInterface(1, 0, digits, 0);
            BigInteger unit = BigInteger.TEN.pow(digits);
            BigInteger time = unit.multiply(BigInteger.valueOf(1_700_000_000))
                    .min(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));

            long nanos = source.nanos(time.longValue());

            assertThat(nanos)
                    .as("10^-%d", digits)
                    .isEqualTo(time.multiply(NANOS_PER_SECOND).divide(unit).longValueExact());
        }
    }

    @Test
    void convertsEveryBinaryResolution() {
        long seed = 20_260_101;
        Random random = new Random(seed);
        for (int digits = 0; digits <= 127; digits++) {
            var source = new CaptureInterface(1, 0, 0x80 | digits, 0);
            BigInteger unit = BigInteger.TWO.pow(digits);
            BigInteger time = unit.multiply(BigInteger.valueOf(1_700_000_000))
                    .add(new BigInteger(digits, random))
                    .mod(BigInteger.TWO.pow(64));

            long nanos = source.nanos(time.longValue());

            assertThat(nanos)
                    .as("2^-%d, seed %d", digits, seed)
                    .isEqualTo(time.multiply(NANOS_PER_SECOND).divide(unit).longValue());
        }
    }

    @Test
    void addsTheOffset() {
        assertThat(new CaptureInterface(1, 0, 6, 1_700_000_000L).nanos(5)).isEqualTo(1_700_000_000_000_005_000L);
        assertThat(new CaptureInterface(1, 0, 9, -1).nanos(1_000_000_001L)).isEqualTo(1);
    }
}
