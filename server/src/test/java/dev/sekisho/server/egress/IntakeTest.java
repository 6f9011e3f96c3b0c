package dev.sekisho.server.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What sensors bring in: nothing lost, nothing doubled, judged. */
class IntakeTest {
    @TempDir
    private Path directory;

    private final Sensors sensors = TestServer.bean(Sensors.class);
    private final String name = "t" + Long.toString(System.nanoTime(), 36);

    private static long sessions(Sensor sensor) {
        return count("select count(*) from egress.session where sensor = :sensor", sensor.id());
    }

    private static long count(String sql, UUID sensor) {
        return Actor.SENSORS.call(() -> TestServer.bean(TransactionOperations.class)
                .execute(status -> TestServer.bean(JdbcClient.class)
                        .sql(sql)
                        .param("sensor", sensor)
                        .query(Long.class)
                        .single()));
    }

    private static List<StoredAlert> alerts(Sensor sensor) {
        return Actor.SENSORS
                .call(() -> TestServer.bean(Alerts.class).slice(new ListQuery("", Map.of(), "raised", true, null, 500)))
                .rows()
                .stream()
                .filter(alert -> alert.sensor().equals(sensor.id()))
                .toList();
    }

    @Test
    void aCaptureDroppedIntoAFolderBecomesSessionsAndAlertsOnce() throws IOException {
        Sensor sensor = TestTraffic.sensor(Unit.GROUP, SensorKind.FOLDER, name);
        Path folder = directory.resolve(name);
        TestTraffic.writeCapture(folder.resolve("office.pcap"), 1);
        CaptureFolders folders = new CaptureFolders(directory, sensors, TestTraffic.freshIntake());

        folders.look();
        assertThat(sessions(sensor)).as("what may still grow is left alone").isZero();
        folders.look();
        long first = sessions(sensor);
        assertThat(first).isGreaterThan(50);
        assertThat(folder.resolve("done/office.pcap")).exists();
        assertThat(folder.resolve("office.pcap")).doesNotExist();
        assertThat(alerts(sensor)).extracting(StoredAlert::server).contains("cdn-status.example");
        assertThat(alerts(sensor)).extracting(StoredAlert::application).contains("BitTorrent");

        Files.copy(folder.resolve("done/office.pcap"), folder.resolve("again.pcap"));
        Files.writeString(folder.resolve("nonsense.pcap"), "this is no capture");
        folders.look();
        folders.look();
        assertThat(sessions(sensor)).isEqualTo(first);
        assertThat(folder.resolve("done/again.pcap")).exists();
        assertThat(folder.resolve("unreadable/nonsense.pcap")).exists();
        assertThat(count("select count(*) from egress.verdict where sensor = :sensor", sensor.id()))
                .isGreaterThan(20);
    }

    @Test
    void aBatchCountsOnceAndNoneIsPassedOver() {
        Sensor sensor = TestTraffic.sensor(Unit.GROUP, SensorKind.REMOTE, name);
        Intake intake = TestTraffic.freshIntake();
        byte[] batch = TestTraffic.batch(name + ".example", 10);
        intake.begin(sensor, "s", "s");

        assertThat(intake.accept(sensor, "s", 1, batch)).isZero();
        assertThat(intake.accept(sensor, "s", 0, batch)).isEqualTo(1);
        assertThat(intake.accept(sensor, "s", 0, batch)).isEqualTo(1);
        assertThat(TestTraffic.freshIntake().accept(sensor, "s", 0, batch)).isEqualTo(1);
        assertThat(sessions(sensor)).isEqualTo(10);
        assertThatThrownBy(() -> intake.accept(sensor, "s", 1, new byte[7]))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("expected a batch of session events in form 1");
    }

    @Test
    void judgementGoesOnAfterARestart() throws IOException {
        Sensor sensor = TestTraffic.sensor(Unit.GROUP, SensorKind.FOLDER, name);
        Path folder = directory.resolve(name);
        TestTraffic.writeCapture(folder.resolve("office.pcap"), 2);
        CaptureFolders folders = new CaptureFolders(directory, sensors, TestTraffic.freshIntake());
        folders.look();
        folders.look();
        int before = alerts(sensor).size();
        Actor.SENSORS.run(() -> TestServer.bean(TransactionOperations.class)
                .executeWithoutResult(status -> TestServer.bean(JdbcClient.class)
                        .sql(
                                "update egress.alert set server = 'forgotten', pair_server = pair_server || 'x' where sensor = :sensor")
                        .param("sensor", sensor.id())
                        .update()));

        Intake restarted = TestTraffic.freshIntake();
        restarted.begin(sensor, "next", "next");
        restarted.accept(sensor, "next", 0, TestTraffic.batch(name + ".example", 1));

        assertThat(before).isPositive();
        assertThat(alerts(sensor)).extracting(StoredAlert::server).contains("cdn-status.example", "forgotten");
    }

    @Test
    void clientsBelongToTheUnitOfTheLongestNetwork() {
        ClientNetworks.Lookup lookup = Actor.SETUP.call(() -> {
            ClientNetworks networks = TestServer.bean(ClientNetworks.class);
            networks.add("10.77.0.0/16", Unit.GROUP);
            networks.add("10.77.3.0/24", Unit.GROUP);
            networks.add("fd77::/32", Unit.GROUP);
            return networks.lookup();
        });

        assertThat(lookup.unit("10.77.3.9")).isEqualTo(Unit.GROUP);
        assertThat(lookup.unit("10.78.3.9")).isNull();
        assertThat(lookup.unit("fd77::1")).isEqualTo(Unit.GROUP);
        assertThat(lookup.unit("some.user")).isNull();
        assertThatThrownBy(() -> Actor.SETUP.call(
                        () -> TestServer.bean(ClientNetworks.class).add("10.77.3.9/24", Unit.GROUP)))
                .isInstanceOf(Refusal.class);
    }
}
