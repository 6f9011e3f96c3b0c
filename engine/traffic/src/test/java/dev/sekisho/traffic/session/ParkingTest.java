package dev.sekisho.traffic.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Connection.Ending;
import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.session.SessionCollector.CollectedSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Idle connections and sessions survive being put aside in a file. */
class ParkingTest {
    private static final int PAIRS = 3_000;

    private static SessionSettings little(long spillBytes) {
        SessionSettings byDefault = SessionSettings.DEFAULT;
        return new SessionSettings(
                byDefault.sessionSilence(),
                byDefault.connectionSilence(),
                byDefault.udpSilence(),
                1,
                spillBytes,
                byDefault.trustedProxies());
    }

    private static String client(int i) {
        return "10.0." + i / 250 + "." + (i % 250 + 1);
    }

    private static String server(int i) {
        return "192.0." + i / 250 + "." + (i % 250 + 1);
    }

    private static List<PacketScript.Tcp> connectAll(PacketScript script) {
        List<PacketScript.Tcp> connections = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            connections.add(script.tcp(client(i), 40_000, server(i), 80).connect());
            ask(connections.getLast(), i, "/first");
        }
        return connections;
    }

    private static void ask(PacketScript.Tcp connection, int i, String path) {
        connection
                .client("GET " + path + " HTTP/1.1\r\nHost: host" + i + ".example\r\nUser-Agent: agent" + i
                        + "\r\n\r\n")
                .server("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc");
    }

    @Test
    void secondRequestsJoinTheSessionsOfTheFirst() {
        var script = new PacketScript(little(1L << 30));
        List<PacketScript.Tcp> connections = connectAll(script);
        script.later(Duration.ofMinutes(10));

        for (int i = 0; i < PAIRS; i++) {
            ask(connections.get(i), i, "/second");
            connections.get(i).close();
        }

        List<CollectedSession> sessions = script.end().sessions();
        assertThat(sessions).hasSize(PAIRS);
        for (int i = 0; i < PAIRS; i++) {
            CollectedSession session = sessions.get(i);
            CommunicationSession summary = session.summary();
            assertThat(summary).isNotNull();
            assertThat(summary.key().server()).isEqualTo("host" + i + ".example");
            assertThat(summary.exchanges()).isEqualTo(2);
            assertThat(summary.connections()).isEqualTo(1);
            assertThat(summary.userAgent()).isEqualTo("agent" + i);
            assertThat(session.exchanges()).hasSize(2);
            Connection connection = session.connections().getFirst();
            assertThat(connection.ending()).isEqualTo(Ending.CLOSED);
            assertThat(connection.exchanges()).isEqualTo(2);
            assertThat(connection.packetsUp()).isEqualTo(6);
            assertThat(connection.openingUp().length()).isGreaterThan(60);
            assertThat(connection.bytesUp()).isEqualTo(summary.bytesUp());
        }
        assertThat(script.losses.isEmpty()).isTrue();
        assertThat(script.tracker.connectionCount()).isEqualTo(PAIRS);
    }

    @Test
    void closesWhatIsAsideWhenItIsSilent() {
        var script = new PacketScript(little(1L << 30));
        connectAll(script);

        script.tracker.idle(script.nanos + Duration.ofHours(3).toNanos());
        script.tracker.idle(script.nanos + Duration.ofHours(5).toNanos());

        assertThat(script.seen.sessions()).hasSize(PAIRS).allMatch(session -> session.summary() != null);
        assertThat(script.seen.sessions())
                .allMatch(session -> session.connections().getFirst().ending() == Ending.SILENT);
    }

    @Test
    void letsTheLongestIdleGoWhereThereIsNoRoomAndCountsThem() {
        var script = new PacketScript(little(0));
        connectAll(script);

        List<CollectedSession> sessions = script.end().sessions();

        assertThat(sessions).hasSizeGreaterThanOrEqualTo(PAIRS).allMatch(session -> session.summary() != null);
        assertThat(script.losses.count(Reason.EVICTED_CONNECTION)).isGreaterThan(PAIRS * 9L / 10);
        long evicted = sessions.stream()
                .flatMap(session -> session.connections().stream())
                .filter(connection -> connection.ending() == Ending.EVICTED)
                .count();
        assertThat(evicted).isEqualTo(script.losses.count(Reason.EVICTED_CONNECTION));
    }

    @Test
    void keepsConnectionsInTheMiddleOfAMessageInMemory() {
        var script = new PacketScript(little(1L << 30));
        var half = script.tcp("10.9.9.9", 1, "192.0.2.200", 80).connect().client("GET /half HTTP/1.1\r\nHo");
        for (int i = 0; i < 100; i++) {
            ask(script.tcp(client(i), 40_000, server(i), 80).connect(), i, "/");
        }

        half.client("st: half.example\r\n\r\n").server("HTTP/1.1 204 No Content\r\n\r\n");

        assertThat(script.end().sessions())
                .filteredOn(session -> session.key().server().equals("half.example"))
                .singleElement()
                .satisfies(session -> assertThat(session.exchanges()).hasSize(1));
        assertThat(script.losses.isEmpty()).isTrue();
    }
}
