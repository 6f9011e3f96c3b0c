package dev.sekisho.server.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.console.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When mail may go out. */
class SettingsTest {
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static Settings settings(MailMode mode, @Nullable LocalTime from, @Nullable LocalTime until) {
        return new Settings(Language.JA, TOKYO, mode, 8, from, until, Set.of());
    }

    private static Instant tokyo(String time) {
        return Instant.parse("2026-03-01T" + time + ":00+09:00");
    }

    private static Instant nextDay(String time) {
        return tokyo(time).plus(Duration.ofDays(1));
    }

    @Test
    void whatComesAtOnceWaitsAMinuteForMore() {
        Settings atOnce = settings(MailMode.AT_ONCE, null, null);

        assertThat(atOnce.due(tokyo("12:00"), false)).isEqualTo(tokyo("12:01"));
        assertThat(atOnce.due(tokyo("12:00"), true)).isEqualTo(tokyo("12:00"));
    }

    @Test
    void theMailOfTheDayComesAtItsHourInTheReadersZone() {
        Settings daily = settings(MailMode.DAILY, null, null);

        assertThat(daily.due(tokyo("07:59"), false)).isEqualTo(tokyo("08:00"));
        assertThat(daily.due(tokyo("08:00"), false)).isEqualTo(nextDay("08:00"));
        assertThat(daily.due(tokyo("23:00"), false)).isEqualTo(nextDay("08:00"));
    }

    @Test
    void quietHoursMayHaveTheNightBetween() {
        Settings quiet = settings(MailMode.AT_ONCE, LocalTime.of(22, 0), LocalTime.of(7, 0));

        assertThat(quiet.due(tokyo("21:59"), false)).isEqualTo(tokyo("22:00"));
        assertThat(quiet.due(tokyo("22:00"), false)).isEqualTo(nextDay("07:00"));
        assertThat(quiet.due(tokyo("06:59"), false)).isEqualTo(tokyo("07:00"));
        assertThat(quiet.due(tokyo("07:00"), false)).isEqualTo(tokyo("07:01"));
        assertThat(quiet.due(tokyo("23:00"), true)).isEqualTo(tokyo("23:00"));
    }

    @Test
    void quietHoursMayLieWithinADay() {
        Settings quiet = settings(MailMode.AT_ONCE, LocalTime.of(12, 0), LocalTime.of(13, 0));

        assertThat(quiet.due(tokyo("12:30"), false)).isEqualTo(tokyo("13:00"));
        assertThat(quiet.due(tokyo("13:30"), false)).isEqualTo(tokyo("13:31"));
    }

    @Test
    void pausesGrowUntilTheyLastAShift() {
        assertThat(MailQueue.pause(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(MailQueue.pause(4)).isEqualTo(Duration.ofMinutes(8));
        assertThat(MailQueue.pause(11)).isEqualTo(Duration.ofHours(8));
        Duration all = Duration.ZERO;
        for (int attempt = 1; attempt < MailQueue.MOST_ATTEMPTS; attempt++) {
            all = all.plus(MailQueue.pause(attempt));
        }
        assertThat(all).isBetween(Duration.ofHours(20), Duration.ofHours(48));
    }
}
