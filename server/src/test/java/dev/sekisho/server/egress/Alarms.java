package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.report.Series;
import dev.sekisho.server.TestServer;
import dev.sekisho.server.scope.Actor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Raises alerts as an analysis would. */
final class Alarms {
    private Alarms() {}

    static UUID raise(Sensor sensor, String server) {
        return raise(sensor, server, Instant.now());
    }

    /** Raises an alert about a client and {@code server}; the id of the newest that there is then. */
    static UUID raise(Sensor sensor, String server, Instant lastSeen) {
        Alert alert = new Alert(
                "10.1.0.7",
                server,
                "192.0.2.9",
                443,
                Alert.Kind.ROGUE,
                null,
                0.97,
                0.001,
                lastSeen.minusSeconds(3600),
                lastSeen,
                60,
                List.of(new Alert.Reason("x", "60 s", "anything", "It reports every 60 s.")));
        Series.Point point = new Series.Point(lastSeen, 300, 200);
        return Actor.SENSORS.call(() -> TestServer.bean(TransactionOperations.class)
                .execute(status -> {
                    TestServer.bean(AlertWriter.class)
                            .write(
                                    sensor.id(),
                                    sensor.unit(),
                                    new SensorAnalysis.Raised(alert, server, "HTTP: pages", List.of(point)),
                                    null);
                    return TestServer.bean(JdbcClient.class)
                            .sql(
                                    "select id from egress.alert where server = :server order by raised desc, id desc limit 1")
                            .param("server", server)
                            .query(UUID.class)
                            .single();
                }));
    }
}
