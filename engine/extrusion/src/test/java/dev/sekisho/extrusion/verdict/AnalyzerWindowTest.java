package dev.sekisho.extrusion.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Prior;
import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of alarms when time goes on. */
class AnalyzerWindowTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final SessionKey MASTER = new SessionKey("10.0.0.1", "203.0.113.66", "203.0.113.66", 8080);
    private static final SessionKey OTHER = new SessionKey("10.0.0.2", "www.example", "192.0.2.1", 80);

    private final List<Verdict> alarms = new ArrayList<>();
    private final Analyzer analyzer =
            new Analyzer(Prior.model(), ActivitySettings.DEFAULT, AlarmBudget.DEFAULT, alarms::add);

    /** An unusual program that posts the same to a bare address, whatever the hour. */
    private void report(SessionKey key, Instant time) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/gate.php",
                "1.0",
                "203.0.113.66:8080",
                "Mozilla/4.0 (compatible; MSIE 6.0)",
                null,
                "application/octet-stream",
                List.of("User-Agent", "Host", "Content-Length"),
                false,
                false,
                null,
                null,
                64,
                7.9,
                BodyType.BINARY);
        HttpResponse response = new HttpResponse(
                200, "1.1", null, null, null, null, List.of("Server"), false, false, 16, 7.5, BodyType.BINARY);
        analyzer.exchange(
                1, key, new Exchange(time, time.plusMillis(80), time.plusMillis(90), 300, 120, request, response));
    }

    private void beacon(Instant from, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            report(MASTER, from.plus(Duration.ofMinutes(minute)));
        }
    }

    private void look(Instant time) {
        analyzer.exchange(1, OTHER, new Exchange(time, null, time.plusMillis(9), 500, 0, null, null));
    }

    @Test
    void tellsAnAlarmOnceAndAgainWhenThePairComesBackAfterTheWindow() {
        beacon(START, 180);
        assertThat(alarms).hasSize(1);

        for (int hour = 3; hour < 80; hour++) {
            look(START.plus(Duration.ofHours(hour)));
        }
        beacon(START.plus(Duration.ofHours(80)), 180);

        assertThat(alarms).hasSize(2);
        assertThat(analyzer.verdicts())
                .filteredOn(verdict -> verdict.key().equals(MASTER))
                .as("one verdict for a pair, however often it came")
                .hasSize(1);
    }

    @Test
    void keepsVerdictsOnPairsThatLeftUntilTheyAreToBeForgotten() {
        beacon(START, 180);
        for (int hour = 3; hour < 80; hour++) {
            look(START.plus(Duration.ofHours(hour)));
        }
        assertThat(analyzer.activity().find(MASTER)).isNull();
        assertThat(analyzer.verdicts()).anyMatch(Verdict::rogue);

        analyzer.forget(START.plus(Duration.ofHours(56)));

        assertThat(analyzer.verdicts()).noneMatch(Verdict::rogue);
    }
}
