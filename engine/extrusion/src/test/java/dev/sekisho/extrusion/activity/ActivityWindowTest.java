package dev.sekisho.extrusion.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Weeks of traffic, of which only the window may be remembered. */
class ActivityWindowTest {
    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64)";

    private final Activity activity = new Activity(ActivitySettings.DEFAULT, (pair, millis) -> {});

    private void request(String client, String server, String path, Duration after) {
        Instant time = START.plus(after);
        HttpRequest request = new HttpRequest(
                "GET",
                path,
                "1.1",
                server,
                AGENT,
                null,
                null,
                List.of("Host", "User-Agent"),
                false,
                false,
                null,
                null,
                0,
                0,
                BodyType.EMPTY);
        activity.exchange(
                1,
                new SessionKey(client, server, "192.0.2.1", 80),
                new Exchange(time, null, time.plusMillis(100), 300, 0, request, null));
    }

    @Test
    void countsWhatGoesOnForWeeksAsOftenAsItIsThere() {
        for (int hour = 0; hour < 24 * 21; hour++) {
            for (int server = 0; server < 6; server++) {
                request("10.0.0.1", "www" + server + ".example", "/status/long-path", Duration.ofHours(hour));
            }
            request("10.0.0.2", "www0.example", "/status/long-path", Duration.ofHours(hour));
        }

        PairActivity pair =
                Objects.requireNonNull(activity.find(new SessionKey("10.0.0.1", "www0.example", "192.0.2.1", 80)));
        ClientActivity client = pair.client();
        assertThat(client.httpServers()).isEqualTo(6);
        assertThat(client.serversWithAgent(pair.agent(0))).isEqualTo(6);
        assertThat(activity.clientsOfServer("www0.example")).isEqualTo(2);
        assertThat(activity.clientsWithAgent(AGENT)).isEqualTo(2);
        assertThat(new PairView(activity, pair).serversWithSamePath()).isEqualTo(6);
    }

    @Test
    void forgetsPairsAndClientsThatAreSilentForLongerThanTheWindow() {
        for (int hour = 0; hour < 24 * 21; hour++) {
            request("10.0.0.1", "stays.example", "/", Duration.ofHours(hour));
            request("10.0.1." + hour % 256, "host" + hour + ".example", "/", Duration.ofHours(hour));
        }

        assertThat(activity.pairs()).hasSizeBetween(25, 32);
        assertThat(activity.clients()).isBetween(25, 32);
        assertThat(activity.clientsOfServer("host10.example")).isZero();
    }

    @Test
    void holdsTheNumberOfClientsThatOnlyAskDnsBounded() {
        ActivitySettings few = new ActivitySettings(Duration.ofDays(1), 100, 16, 16, 1024, InternalNetworks.PRIVATE);
        Activity small = new Activity(few, (pair, millis) -> {});

        for (int i = 0; i < 10_000; i++) {
            small.resolved("10.1." + i / 250 + "." + i % 250, "www.example", "192.0.2.1", START);
        }

        assertThat(small.clients()).isEqualTo(100);
    }
}
