package dev.sekisho.traffic.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogTimeTest {
    @Test
    void readsSecondsWithFractions() {
        assertThat(LogTime.parse("1700000000")).isEqualTo(1_700_000_000_000_000_000L);
        assertThat(LogTime.parse("1700000000.123456")).isEqualTo(1_700_000_000_123_456_000L);
        assertThat(LogTime.parse("0.000001")).isEqualTo(1_000);
        assertThat(LogTime.parse("1.5e3")).isEqualTo(1_500_000_000_000L);
        assertThat(LogTime.parse("-1.5")).isEqualTo(-1_500_000_000L);
    }

    @Test
    void readsDatesInEveryZone() {
        long expected = 1_704_099_600_500_000_000L;

        assertThat(LogTime.parse("2024-01-01T09:00:00.500000Z")).isEqualTo(expected);
        assertThat(LogTime.parse("2024-01-01T10:00:00.5+0100")).isEqualTo(expected);
        assertThat(LogTime.parse("2024-01-01T03:30:00.5-05:30")).isEqualTo(expected);
        assertThat(LogTime.parse("2024-01-01T09:00:00.5")).isEqualTo(expected);
    }

    @Test
    void agreesWithTheCalendarOfThePlatform() {
        long seed = 20_240_101;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            long seconds = random.nextLong(-8_000_000_000L, 9_000_000_000L);
            String text = Instant.ofEpochSecond(seconds).toString();
            assertThat(LogTime.parse(text)).as("%s, seed %d", text, seed).isEqualTo(seconds * 1_000_000_000L);
        }
    }

    @Test
    void takesAnythingElseForNoTime() {
        for (String text : new String[] {
            "",
            "-",
            ".",
            "1.2.3",
            "12a",
            "99999999999999999999",
            "2024-13-01T00:00:00Z",
            "2024-01-01T00:00:00+1",
            "2024-01-01",
            "2024-01-01T25:00:00Z",
            "1e",
            "1e999"
        }) {
            assertThat(LogTime.parse(text)).as(text).isEqualTo(LogTime.NONE);
        }
    }
}
