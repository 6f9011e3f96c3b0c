package dev.sekisho.traffic.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.session.SessionCollector.CollectedSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sessions whose server or client is named by an opening, or by an earlier DNS answer. */
class RelayAndNameTest {
    private static final String CLIENT = "10.1.2.3";

    @Test
    void namesTheTargetOfASocksTunnelAndReadsWhatItCarries() {
        var script = new PacketScript();

        script.tcp(CLIENT, 40_000, "10.0.0.1", 1080)
                .connect()
                .client("\5\1\0")
                .server("\5\0")
                .client("\5\1\0\3\11a.example\0\120")
                .server("\5\0\0\1\0\0\0\0\0\0")
                .client("GET /x HTTP/1.1\r\nHost: a.example\r\n\r\n")
                .server("HTTP/1.1 204 No Content\r\n\r\n")
                .close();

        CollectedSession session = only(script.end());
        assertThat(session.key()).isEqualTo(new SessionKey(CLIENT, "a.example", "10.0.0.1", 80));
        assertThat(session.exchanges()).hasSize(1);
        assertThat(session.exchanges().getFirst().request()).isNotNull();
        assertThat(session.connections().getFirst().protocol()).isEqualTo(Protocol.HTTP);
    }

    @Test
    void believesATrustedProxyThatSpeaksTheProxyProtocol() {
        var script = PacketScript.trusting("10.0.0.0/24");

        script.tcp("10.0.0.1", 40_000, "192.0.2.1", 80)
                .connect()
                .client("PROXY TCP4 " + CLIENT + " 192.0.2.1 5000 80\r\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n")
                .server("HTTP/1.1 204 No Content\r\n\r\n")
                .close();

        CollectedSession session = only(script.end());
        assertThat(session.key().client()).isEqualTo(CLIENT);
        assertThat(session.key().server()).isEqualTo("a.example");
        assertThat(session.exchanges()).hasSize(1);
    }

    @Test
    void remembersUnderWhichNameTheClientAskedForAnAddress() {
        String question = "\3www\7example\3com\0\0\1\0\1";
        var script = new PacketScript();

        script.udp(CLIENT, 50_000, "10.0.0.53", 53)
                .client("\22\64\1\0\0\1\0\0\0\0\0\0" + question)
                .server("\22\64\201\200\0\1\0\1\0\0\0\0" + question + "\300\14\0\1\0\1\0\0\0\74\0\4\300\0\2\1");
        script.tcp(CLIENT, 40_000, "192.0.2.1", 4444)
                .connect()
                .client("\1\2\3")
                .server("\4\5")
                .close();

        assertThat(script.end().sessions())
                .extracting(session -> session.connections().getFirst().protocol(), session -> resolvedName(session))
                .containsExactlyInAnyOrder(tuple(Protocol.DNS, null), tuple(Protocol.OTHER, "www.example.com"));
    }

    private static @Nullable String resolvedName(CollectedSession session) {
        CommunicationSession summary = session.summary();
        return summary == null ? null : summary.resolvedName();
    }

    private static CollectedSession only(SessionCollector seen) {
        assertThat(seen.sessions()).hasSize(1);
        return seen.sessions().getFirst();
    }
}
