package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.00 kB",
        "9994,9.99 kB",
        "9995,10.0 kB",
        "99949,99.9 kB",
        "99950,100 kB",
        "999499,999 kB",
        "999500,1.00 MB",
        "84211234,84.2 MB",
        "9223372036854775807,9.22 EB"
    })
    void tellsSizesWithThreeSignificantDigits(long bytes, String expected) {
        assertThat(Quantity.size(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.004S,0.00 s",
        "PT1.234S,1.23 s",
        "PT59.9S,59.9 s",
        "PT60S,1 min 0 s",
        "PT1H1M59S,1 h 1 min",
        "P2DT3H59M,2 d 3 h"
    })
    void tellsDurationsInTwoUnits(Duration duration, String expected) {
        assertThat(Quantity.duration(duration)).isEqualTo(expected);
    }

    @Test
    void countsNounsInSingularAndPlural() {
        assertThat(Quantity.count(1, "file")).isEqualTo("1 file");
        assertThat(Quantity.count(1234567, "packet")).isEqualTo("1,234,567 packets");
        assertThat(Quantity.count(0, "session")).isEqualTo("0 sessions");
    }
}
