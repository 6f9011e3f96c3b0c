package dev.sekisho.server.egress;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.sample.SampleCapture;
import dev.sekisho.traffic.wire.SessionEventWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Traffic for tests, and sensors that take it in. */
public final class TestTraffic {
    private TestTraffic() {}

    /** The intake of a process that has just begun. */
    static Intake freshIntake() {
        return new Intake(
                TestServer.bean(JdbcClient.class),
                TestServer.bean(JdbcOperations.class),
                TestServer.bean(TransactionOperations.class),
                TestServer.bean(AlertWriter.class),
                TestServer.bean(ClientNetworks.class),
                Clock.systemUTC());
    }

    static Sensor sensor(UUID unit, SensorKind kind, String name) {
        return Actor.SETUP.call(() -> TestServer.bean(Sensors.class)
                .add(new NewSensor(unit, name, kind, kind == SensorKind.FOLDER ? name : null)));
    }

    /** Two hours of an office, a few minutes ago, with a program that reports to its master and one that shares files. */
    static void writeCapture(Path file, long seed) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            SampleCapture.write(
                    out, seed, new SampleCapture.Scene(Instant.now().getEpochSecond() - 7300, 0, true, true));
        }
    }

    /** A batch of closed sessions between made-up clients and one server. */
    static byte[] batch(String server, int sessions) {
        List<byte[]> batches = new ArrayList<>();
        SessionEventWriter writer = new SessionEventWriter(batches::add);
        Instant now = Instant.now();
        for (int i = 0; i < sessions; i++) {
            SessionKey key = new SessionKey("10.1.0." + i % 250, server, "192.0.2.9", 443);
            writer.closed(new CommunicationSession(
                    i,
                    key,
                    Protocol.TLS,
                    now.minusSeconds(60),
                    now,
                    1,
                    2,
                    300,
                    4000,
                    "agent\0",
                    null,
                    null,
                    "h2",
                    null));
        }
        writer.flush();
        return batches.getFirst();
    }

    /**
     * A sensor of a unit with one session and one alert.
     *
     * @return the ids of the sensor, the session, the alert, an exception and an entry of the block lists
     */
    @SuppressWarnings("NullAway") // of a nested type it reads no annotation out of a class file
    public static List<UUID> of(UUID unit, String mark) {
        Sensor sensor = sensor(unit, SensorKind.REMOTE, mark + " " + UUID.randomUUID());
        Intake intake = freshIntake();
        intake.begin(sensor, mark, mark);
        intake.accept(sensor, mark, 0, batch(mark + ".example", 1));
        UUID alert = Alarms.raise(sensor, mark + ".example");
        UUID session = Actor.SETUP.call(() -> TestServer.bean(TransactionOperations.class)
                .execute(status -> TestServer.bean(JdbcClient.class)
                        .sql("select id from egress.session where sensor = :sensor")
                        .param("sensor", sensor.id())
                        .query(UUID.class)
                        .single()));
        UUID exception = Actor.SETUP
                .call(() -> TestServer.bean(AlertExceptions.class)
                        .add(new NewException(
                                unit,
                                mark + ".exception.example",
                                null,
                                null,
                                null,
                                mark,
                                Instant.now().plusSeconds(3600))))
                .id();
        UUID block = Actor.SETUP
                .call(() -> TestServer.bean(Blocks.class).propose(unit, mark + ".block.example", mark, null))
                .id();
        return List.of(sensor.id(), session, alert, exception, block);
    }
}
