package dev.sekisho.server.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.server.TestServer;
import dev.sekisho.server.Visitor;
import dev.sekisho.server.identity.TestAccounts;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.scope.BuiltInRole;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people decide on alerts. */
class AlertsTest {
    private static Visitor program;
    private static String token;
    private static Sensor sensor;
    private final String server = "s" + Long.toString(System.nanoTime(), 36) + ".example";

    @BeforeAll
    static void prepare() {
        program = TestServer.visitor();
        token = TestAccounts.token(TestAccounts.with(BuiltInRole.CERT_MEMBER, Unit.GROUP));
        sensor = TestTraffic.sensor(Unit.GROUP, SensorKind.REMOTE, "alerts " + UUID.randomUUID());
    }

    private static HttpResponse<String> change(UUID alert, String version, String body) {
        return program.api("PATCH", "/api/v1/alerts/" + alert, token, body, "If-Match", "\"" + version + "\"");
    }

    private static String state(UUID alert) {
        String body = program.api("GET", "/api/v1/alerts/" + alert, token, "").body();
        return body.replaceFirst("(?s).*\"state\":\"([A-Z_]+)\".*", "$1");
    }

    @Test
    void areDecidedStepByStepWithEvidence() {
        UUID alert = Alarms.raise(sensor, server);

        assertThat(change(alert, "1", "{\"state\":\"CLOSED\"}").statusCode()).isEqualTo(422);
        assertThat(change(alert, "1", "{\"state\":\"IN_WORK\",\"mine\":true}").statusCode())
                .isEqualTo(200);
        assertThat(change(alert, "1", "{\"state\":\"CONFIRMED\"}").statusCode()).isEqualTo(412);
        assertThat(change(alert, "3", "{\"state\":\"CONFIRMED\"}").statusCode()).isEqualTo(200);
        assertThat(program.api("POST", "/api/v1/alerts/" + alert + "/notes", token, "{\"content\":\"seen it\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(program.api("GET", "/api/v1/alerts/" + alert + "/detail", token, "")
                        .body())
                .contains("seen it", "It reports every 60 s.");
        assertThat(EvidenceKinds.of(alert))
                .containsExactly("alert.owned", "alert.decided", "alert.decided", "alert.noted");
    }

    @Test
    void goOnWithoutBeingRaisedAgainUntilTheyAreClosed() {
        Instant now = Instant.now();
        UUID alert = Alarms.raise(sensor, server, now);
        change(alert, "1", "{\"state\":\"FALSE_ALARM\"}");

        assertThat(Alarms.raise(sensor, server, now.plusSeconds(60))).isEqualTo(alert);
        assertThat(state(alert)).isEqualTo("FALSE_ALARM");
        change(alert, "2", "{\"state\":\"CLOSED\"}");
        assertThat(Alarms.raise(sensor, server, now.plusSeconds(60)))
                .as("the same once more, as after a restart")
                .isEqualTo(alert);
        UUID next = Alarms.raise(sensor, server, now.plusSeconds(120));
        assertThat(next).isNotEqualTo(alert);
        assertThat(state(next)).isEqualTo("NEW");
    }
}
