package dev.sekisho.traffic.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Connection.Ending;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.Transport;
import dev.sekisho.traffic.packet.TransportPacket;
import dev.sekisho.traffic.session.SessionCollector.CollectedSession;
import dev.sekisho.traffic.stream.TurnTaking;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTrackerTest {
    private static final String CLIENT = "10.0.0.7";
    private static final String SERVER = "192.0.2.80";

    private static String get(String host, String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

    private static String ok(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length);
    }

    private static CollectedSession only(SessionCollector seen) {
        assertThat(seen.sessions()).hasSize(1);
        return seen.sessions().getFirst();
    }

    private static CommunicationSession summary(CollectedSession session) {
        CommunicationSession summary = session.summary();
        assertThat(summary).isNotNull();
        return summary;
    }

    @Test
    void makesOneSessionOfOneRequest() {
        var script = new PacketScript();

        script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client(get("Example.ORG.", "/"))
                .server(ok(5))
                .close();

        CollectedSession session = only(script.end());
        assertThat(session.key()).isEqualTo(new SessionKey(CLIENT, "example.org", SERVER, 80));
        assertThat(session.exchanges()).hasSize(1);
        Connection connection = session.connections().getFirst();
        assertThat(connection.ending()).isEqualTo(Ending.CLOSED);
        assertThat(connection.protocol()).isEqualTo(Protocol.HTTP);
        assertThat(connection.transport()).isEqualTo(Transport.TCP);
        assertThat(connection.packetsUp()).isEqualTo(5);
        assertThat(connection.packetsDown()).isEqualTo(3);
        assertThat(connection.clientPort()).isEqualTo(40_000);
        assertThat(connection.established()).isTrue();
        assertThat(connection.openedBeforeCapture()).isFalse();
        assertThat(new String(connection.openingUp().toArray(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo(get("Example.ORG.", "/"));
        CommunicationSession summary = summary(session);
        assertThat(summary.bytesUp()).isEqualTo(connection.bytesUp());
        assertThat(summary.bytesDown()).isEqualTo(connection.bytesDown());
        assertThat(summary.start()).isEqualTo(connection.start());
        assertThat(summary.end()).isEqualTo(connection.end());
    }

    @Test
    void joinsConnectionsOfOnePairInOneSession() {
        var script = new PacketScript();

        for (int i = 0; i < 3; i++) {
            script.tcp(CLIENT, 40_000 + i, SERVER, 80)
                    .connect()
                    .client(get("a.example", "/" + i))
                    .server(ok(1))
                    .close();
            script.later(Duration.ofMinutes(50));
        }

        CommunicationSession summary = summary(only(script.end()));
        assertThat(summary.connections()).isEqualTo(3);
        assertThat(summary.exchanges()).isEqualTo(3);
    }

    @Test
    void beginsANewSessionAfterASilence() {
        var script = new PacketScript();
        script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client(get("a.example", "/"))
                .server(ok(1))
                .close();
        script.later(Duration.ofMinutes(61));

        script.tcp(CLIENT, 40_001, SERVER, 80)
                .connect()
                .client(get("a.example", "/"))
                .server(ok(1))
                .close();

        assertThat(script.end().sessions()).hasSize(2);
    }

    @Test
    void beginsANewSessionAfterASilenceOnTheSameConnection() {
        var script = new PacketScript();
        var connection = script.tcp(CLIENT, 40_000, SERVER, 80).connect();
        connection.client(get("a.example", "/")).server(ok(1));
        script.later(Duration.ofMinutes(90));

        connection.client(get("a.example", "/again")).server(ok(1)).close();

        List<CollectedSession> sessions = script.end().sessions();
        assertThat(sessions).hasSize(2);
        assertThat(sessions.get(0).connections()).isEmpty();
        assertThat(sessions.get(1).connections()).hasSize(1);
        assertThat(summary(sessions.get(0)).connections()).isEqualTo(1);
    }

    @Test
    void tellsUnnamedServersApartByPort() {
        var script = new PacketScript();

        script.tcp(CLIENT, 40_000, SERVER, 4444)
                .connect()
                .client("\1\2\3")
                .server("\4")
                .close();
        script.tcp(CLIENT, 40_001, SERVER, 5555)
                .connect()
                .client("\1\2\3")
                .server("\4")
                .close();

        List<CollectedSession> sessions = script.end().sessions();
        assertThat(sessions).extracting(session -> session.key().port()).containsExactly(4444, 5555);
        assertThat(sessions).allMatch(session -> !session.key().isNamed());
        assertThat(summary(sessions.getFirst()).protocol()).isEqualTo(Protocol.OTHER);
    }

    @Test
    void keepsAuthoritiesOfOneProxyConnectionApart() {
        var script = new PacketScript();

        script.tcp(CLIENT, 40_000, "10.0.0.1", 3128)
                .connect()
                .client("GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n")
                .server(ok(1))
                .client("GET http://198.51.100.9:8080/x HTTP/1.1\r\nHost: 198.51.100.9:8080\r\n\r\n")
                .server(ok(1))
                .client("GET http://a.example/2 HTTP/1.1\r\nHost: a.example\r\n\r\n")
                .server(ok(1))
                .close();

        List<CollectedSession> sessions = script.end().sessions();
        assertThat(sessions)
                .extracting(CollectedSession::key)
                .containsExactly(
                        new SessionKey(CLIENT, "a.example", "10.0.0.1", 80),
                        new SessionKey(CLIENT, "198.51.100.9", "198.51.100.9", 8080));
        assertThat(summary(sessions.get(0)).exchanges()).isEqualTo(2);
        assertThat(summary(sessions.get(0)).connections()).isEqualTo(1);
        assertThat(sessions.get(0).connections()).hasSize(1);
        assertThat(sessions.get(1).connections()).isEmpty();
    }

    @Test
    void namesTheTargetOfATunnel() {
        var script = new PacketScript();

        script.tcp(CLIENT, 40_000, "10.0.0.1", 3128)
                .connect()
                .client("CONNECT secret.example:8443 HTTP/1.1\r\nHost: secret.example:8443\r\n\r\n")
                .server("HTTP/1.1 200 Connection established\r\n\r\n")
                .client("\1\2\3\4")
                .server("\5\6")
                .close();

        CollectedSession session = only(script.end());
        assertThat(session.key()).isEqualTo(new SessionKey(CLIENT, "secret.example", "10.0.0.1", 8443));
        assertThat(session.exchanges()).hasSize(2);
        assertThat(session.connections().getFirst().serverPort()).isEqualTo(8443);
    }

    @Test
    void believesTrustedProxiesAboutTheClient() {
        var script = PacketScript.trusting("10.0.0.0/24");

        script.tcp("10.0.0.1", 40_000, SERVER, 80)
                .connect()
                .client("GET / HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 10.9.9.1\r\n\r\n")
                .server(ok(1))
                .client("GET / HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 10.9.9.2\r\n\r\n")
                .server(ok(1))
                .close();

        assertThat(script.end().sessions())
                .extracting(session -> session.key().client())
                .containsExactly("10.9.9.1", "10.9.9.2");
    }

    @Test
    void doesNotBelieveOthersAboutTheClient() {
        var script = PacketScript.trusting("10.1.0.0/24");

        script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client("GET / HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 10.9.9.1\r\n\r\n")
                .server(ok(1))
                .close();

        assertThat(only(script.end()).key().client()).isEqualTo(CLIENT);
    }

    @Test
    void doesNotBelieveAnAddressInAHostHeader() {
        var script = new PacketScript();

        script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client(get("203.0.113.5", "/"))
                .server(ok(1))
                .close();

        assertThat(only(script.end()).key()).isEqualTo(new SessionKey(CLIENT, SERVER, SERVER, 80));
    }

    @Test
    void recognisesTheClientOfAConnectionOpenBefore() {
        var script = new PacketScript();
        var connection = script.tcp(CLIENT, 8081, SERVER, 9000);

        connection.server(ok(3)).client(get("a.example", "/")).server(ok(4));

        List<CollectedSession> sessions = script.end().sessions();
        assertThat(sessions)
                .extracting(CollectedSession::key)
                .containsExactly(
                        new SessionKey(CLIENT, SERVER, SERVER, 9000),
                        new SessionKey(CLIENT, "a.example", SERVER, 9000));
        Connection connectionSeen = sessions.get(1).connections().getFirst();
        assertThat(connectionSeen.openedBeforeCapture()).isTrue();
        assertThat(connectionSeen.ending()).isEqualTo(Ending.INPUT_ENDED);
    }

    @Test
    void countsASynWithoutAnswerAsAConnectionThatWasNotEstablished() {
        var script = new PacketScript();
        var connection = script.tcp(CLIENT, 40_000, SERVER, 80);

        connection.segment(true, TransportPacket.SYN, 77, "").segment(true, TransportPacket.SYN, 77, "");

        Connection only = only(script.end()).connections().getFirst();
        assertThat(only.established()).isFalse();
        assertThat(only.packetsUp()).isEqualTo(2);
        assertThat(only.protocol()).isEqualTo(Protocol.NONE);
    }

    @Test
    void tellsConnectionsThatUseTheSamePortsApart() {
        var script = new PacketScript();
        var first = script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client(get("a.example", "/1"))
                .server(ok(1));
        first.close();
        var second = script.tcp(CLIENT, 40_000, SERVER, 80);
        second.clientNext = 777_777;
        second.serverNext = 888_888;

        second.connect().client(get("a.example", "/2")).server(ok(1)).close();

        assertThat(only(script.end()).connections()).hasSize(2);
    }

    @Test
    void tellsConnectionsThatUseTheSamePortsApartThoughTheFirstWasNeverClosed() {
        var script = new PacketScript();
        script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client(get("a.example", "/1"))
                .server(ok(1));
        var second = script.tcp(CLIENT, 40_000, SERVER, 80);
        second.clientNext = 777_777;

        second.connect().client(get("a.example", "/2")).server(ok(1)).close();

        assertThat(only(script.end()).connections())
                .extracting(Connection::ending)
                .containsExactly(Ending.SILENT, Ending.CLOSED);
    }

    @Test
    void ignoresStragglersOfAClosedConnection() {
        var script = new PacketScript();
        var connection = script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client(get("a.example", "/"))
                .server(ok(9));
        connection.close();

        connection.segment(false, TransportPacket.ACK, connection.serverNext - 5, "xxxx");
        script.later(Duration.ofSeconds(30));
        connection.segment(false, TransportPacket.ACK, connection.serverNext - 5, "xxxx");

        assertThat(only(script.end()).connections()).hasSize(1);
    }

    @Test
    void takesDataThatFollowAReset() {
        var script = new PacketScript();
        var connection = script.tcp(CLIENT, 40_000, SERVER, 80).connect().client(get("a.example", "/"));

        connection.reset(true).server(ok(9)).reset(true);
        script.later(Duration.ofMinutes(1));

        Connection only = only(script.end()).connections().getFirst();
        assertThat(only.ending()).isEqualTo(Ending.RESET);
        assertThat(only.bytesDown()).isEqualTo(ok(9).length());
    }

    @Test
    void doesNotBelieveAResetOutOfTheWindow() {
        var script = new PacketScript();
        var connection = script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client(get("a.example", "/"))
                .server(ok(1));

        connection.segment(false, TransportPacket.RST, connection.serverNext + 50_000_000, "");
        script.later(Duration.ofMinutes(1));
        connection.client(get("a.example", "/2")).server(ok(1)).close();

        assertThat(only(script.end()).connections().getFirst().ending()).isEqualTo(Ending.CLOSED);
    }

    @Test
    void closesSilentConnectionsAndSessionsByPacketTime() {
        var script = new PacketScript();
        script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client(get("a.example", "/"))
                .server(ok(1));

        script.tracker.idle(script.nanos + Duration.ofHours(2).toNanos() + 1_000_000_000L);

        CollectedSession session = only(script.seen);
        assertThat(session.connections().getFirst().ending()).isEqualTo(Ending.SILENT);
        assertThat(session.summary()).isNotNull();
    }

    @Test
    void reportsAnExchangeAsSoonAsItIsComplete() {
        var script = new PacketScript();

        script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client(get("a.example", "/"))
                .server(ok(1));

        Exchange exchange = only(script.seen).exchanges().getFirst();
        assertThat(exchange.request()).isNotNull();
        assertThat(exchange.bytesDown()).isEqualTo(ok(1).length());
    }

    @Test
    void tellsWhatAConnectionSpeaksBeforeTheFirstExchangeOrTheEnd() {
        List<String> told = new ArrayList<>();
        var script = new PacketScript(new SessionSink() {
            @Override
            public void recognised(long session, SessionKey key, ProtocolFacts facts) {
                told.add(key.port() + " speaks " + facts.protocol() + " since "
                        + Duration.between(TurnTaking.instant(PacketScript.START), facts.connectionStart())
                                .toMillis());
            }

            @Override
            public void exchange(long session, SessionKey key, Exchange exchange) {
                told.add(key.port() + " exchange");
            }

            @Override
            public void connection(long session, SessionKey key, Connection connection) {
                told.add(key.port() + " ended");
            }
        });

        PacketScript.Tcp unknown = script.tcp(CLIENT, 40_000, SERVER, 9_999).connect();
        unknown.client("\1\2\3\4").server("\5\6\7").client("\1\2\3\4").server("\5\6\7");
        assertThat(told).containsExactly("9999 speaks OTHER since 0", "9999 exchange");
        unknown.client("\1\2\3\4");
        assertThat(told).hasSize(3).endsWith("9999 exchange");

        told.clear();
        script.tcp(CLIENT, 40_001, SERVER, 80)
                .connect()
                .client(get("a.example", "/"))
                .server(ok(1))
                .close();
        script.tcp(CLIENT, 40_002, SERVER, 81).connect().close();
        script.end();

        assertThat(told)
                .filteredOn(each -> each.startsWith("80 "))
                .containsExactly("80 exchange", "80 speaks HTTP since 8", "80 ended");
        assertThat(told)
                .filteredOn(each -> each.startsWith("81 "))
                .containsExactly("81 speaks NONE since 16", "81 ended");
    }

    @Test
    void pairsAnAnswerWithAQuestionOfWhichTheMiddleIsLost() {
        var script = new PacketScript();
        var connection = script.tcp(CLIENT, 40_000, SERVER, 80).connect();

        connection
                .client("POST /in HTTP/1.1\r\nHost: a.example\r\nContent-Length: 100\r\n\r\n")
                .clientLost(60)
                .client("y".repeat(40))
                .server(ok(2));
        script.later(Duration.ofSeconds(1));
        connection.client("").server("");

        Exchange exchange = only(script.end()).exchanges().getFirst();
        assertThat(exchange.request()).isNotNull();
        assertThat(exchange.response()).isNotNull();
        assertThat(exchange.request().bodyBytes()).isEqualTo(100);
    }

    @Test
    void takesTheFirstSenderOfDatagramsForTheClient() {
        var script = new PacketScript();

        script.udp(CLIENT, 5000, SERVER, 6000).client("ping").server("pong").client("ping");

        CollectedSession session = only(script.end());
        assertThat(session.key()).isEqualTo(new SessionKey(CLIENT, SERVER, SERVER, 6000));
        assertThat(session.exchanges()).hasSize(2);
        assertThat(session.connections().getFirst().transport()).isEqualTo(Transport.UDP);
        assertThat(session.connections().getFirst().bytesUp()).isEqualTo(8);
    }

    @Test
    void takesAWellKnownPortForTheServersThoughItSpeaksFirst() {
        var script = new PacketScript();

        script.udp(CLIENT, 50_000, SERVER, 443).server("late answer").client("again");

        assertThat(only(script.end()).key().client()).isEqualTo(CLIENT);
    }

    @Test
    void followsIpv6() {
        var script = new PacketScript();

        script.tcp("2001:DB8:0:0:0:0:0:7", 40_000, "2001:db8::80", 80)
                .connect()
                .client("\1\2")
                .server("\3")
                .close();

        assertThat(only(script.end()).key())
                .isEqualTo(new SessionKey("2001:db8::7", "2001:db8::80", "2001:db8::80", 80));
    }

    @Test
    void goesOnWhenTimeIsSetBack() {
        var script = new PacketScript();
        script.later(Duration.ofHours(30));
        script.tcp(CLIENT, 40_000, SERVER, 80)
                .connect()
                .client(get("a.example", "/"))
                .server(ok(1))
                .close();
        script.later(Duration.ofHours(-30));

        for (int i = 0; i < 5; i++) {
            script.tcp(CLIENT, 50_000 + i, SERVER, 80)
                    .connect()
                    .client(get("b.example", "/"))
                    .server(ok(1))
                    .close();
            script.later(Duration.ofMinutes(10));
        }

        assertThat(script.end().sessions())
                .extracting(session -> session.exchanges().size())
                .containsExactly(1, 5);
    }
}
