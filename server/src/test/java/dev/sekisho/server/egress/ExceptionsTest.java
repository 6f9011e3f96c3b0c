package dev.sekisho.server.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.server.TestServer;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.Actor;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Exceptions act at once, on what is there already, and no longer than they hold. */
class ExceptionsTest {
    private static Sensor sensor;
    private final String domain = "d" + Long.toString(System.nanoTime(), 36) + ".example";

    @BeforeAll
    static void prepare() {
        sensor = TestTraffic.sensor(Unit.GROUP, SensorKind.REMOTE, "exceptions " + UUID.randomUUID());
    }

    private static boolean isExcepted(UUID alert) {
        return Actor.SETUP.call(() -> TestServer.bean(Alerts.class).get(alert).exceptedUntil() != null);
    }

    @SuppressWarnings("NullAway") // of a nested type it reads no annotation out of a class file
    private static StoredException except(
            @Nullable String server, @Nullable String client, Alert.@Nullable Kind kind, Duration life) {
        return Actor.SETUP.call(() -> TestServer.bean(AlertExceptions.class)
                .add(new NewException(
                        Unit.GROUP,
                        server,
                        client,
                        null,
                        kind,
                        "tested",
                        Instant.now().plus(life))));
    }

    @Test
    void hideWhatIsThereAlreadyAndWhatComesWithTheBareDomainToo() {
        UUID below = Alarms.raise(sensor, "a.b." + domain);
        UUID bare = Alarms.raise(sensor, domain);
        UUID neighbour = Alarms.raise(sensor, "not" + domain);

        StoredException exception = except("*." + domain, null, null, Duration.ofDays(1));
        UUID later = Alarms.raise(sensor, "c." + domain);

        assertThat(isExcepted(below)).isTrue();
        assertThat(isExcepted(bare)).isTrue();
        assertThat(isExcepted(later)).isTrue();
        assertThat(isExcepted(neighbour)).isFalse();
        Actor.SETUP.run(() -> TestServer.bean(AlertExceptions.class).end(exception.id(), exception.version()));
        assertThat(isExcepted(below)).isFalse();
        assertThat(EvidenceKinds.of(exception.id())).containsExactly("exception.added", "exception.ended");
    }

    @Test
    void liftWhenTheyExpire() {
        UUID alert = Alarms.raise(sensor, domain);
        StoredException exception = except(domain, null, null, Duration.ofDays(1));
        assertThat(isExcepted(alert)).isTrue();

        Actor.SETUP.run(() -> TestServer.bean(TransactionOperations.class)
                .executeWithoutResult(status -> TestServer.bean(JdbcClient.class)
                        .sql("update egress.exception set began = :began, expires = :now where id = :id")
                        .param("began", Timestamp.from(Instant.now().minusSeconds(100)))
                        .param("now", Timestamp.from(Instant.now().minusMillis(1)))
                        .param("id", exception.id())
                        .update()));

        assertThat(isExcepted(alert)).isFalse();
    }

    @Test
    void areForTheClientsAndTheKindThatTheyName() {
        UUID alert = Alarms.raise(sensor, domain);

        except(domain, "10.9.0.0/16", null, Duration.ofDays(1));
        assertThat(isExcepted(alert)).as("another network").isFalse();
        except(domain, null, Alert.Kind.PROHIBITED, Duration.ofDays(1));
        assertThat(isExcepted(alert)).as("another kind").isFalse();
        except(domain, "10.1.0.7", Alert.Kind.ROGUE, Duration.ofDays(1));
        assertThat(isExcepted(alert)).isTrue();
    }
}
