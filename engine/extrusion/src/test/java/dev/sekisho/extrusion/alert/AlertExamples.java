package dev.sekisho.extrusion.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Made-up alerts for tests. */
public final class AlertExamples {
    private AlertExamples() {}

    public static Alert rogue(String client, String server, String address, int port) {
        return new Alert(
                client,
                server,
                address,
                port,
                Alert.Kind.ROGUE,
                null,
                0.97,
                0.0004,
                Instant.parse("2026-03-02T08:15:00.250Z"),
                Instant.parse("2026-03-02T16:45:12Z"),
                412,
                List.of(new Alert.Reason(
                        "interval-regularity", "0.98", "0.10–0.55", "412 requests came every 60 s, give or take 1 s")));
    }

    static Alert prohibited(@Nullable String application, String reason) {
        return new Alert(
                "10.1.2.3",
                "tracker.example",
                "192.0.2.7",
                80,
                Alert.Kind.PROHIBITED,
                application,
                0.5,
                null,
                Instant.parse("2026-03-02T08:15:00Z"),
                Instant.parse("2026-03-02T08:16:00Z"),
                3,
                List.of(new Alert.Reason("application", "bittorrent", "", reason)));
    }
}
