package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class OptionTypesTest {
    @ParameterizedTest
    @CsvSource({"90s,PT90S", "30m,PT30M", "1h,PT1H", "1h30m,PT1H30M", "2d,PT48H", "1d1h1m1s,PT25H1M1S", "0.5s,PT0.5S"})
    void readsDurations(String text, Duration expected) {
        assertThat(OptionTypes.duration(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "1", "0s", "-1h", "1m1h", "1.5h", "1 h", "PT1H", "9999999999d"})
    void refusesWhatIsNoPositiveDuration(String text) {
        assertThatThrownBy(() -> OptionTypes.duration(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("expected a duration such as 90s, 30m, 1h30m or 2d, but got \"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "4096,4096",
        "512k,524288",
        "256M,268435456",
        "2G,2147483648",
        "1GiB,1073741824",
        "7b,7",
        "1t,1099511627776"
    })
    void readsSizes(String text, long expected) {
        assertThat(OptionTypes.size(text)).isEqualTo(new ByteSize(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "0", "-1M", "1.5G", "1 G", "9999999999999T", "1x"})
    void refusesWhatIsNoPositiveSize(String text) {
        assertThatThrownBy(() -> OptionTypes.size(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("expected a size such as 4096, 512k, 256M or 2G, but got \"" + text + "\"");
    }

    @Test
    void refusesWhatIsNoNetworkAndSaysWhatOneLooksLike() {
        assertThatThrownBy(() -> OptionTypes.network("proxy.example"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("expected a network such as 10.0.0.0/8, but got \"proxy.example\"");
    }
}
