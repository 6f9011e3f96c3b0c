package dev.sekisho.traffic.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with Squid's access.log, by lines made from its public description. */
class SquidLogTest {
    private static final String GET =
            "1700000002.500   1500 10.0.0.5 TCP_MISS/200 4321 GET http://www.example.com:8080/a?b - HIER_DIRECT/192.0.2.7"
                    + " text/html\n";
    private static final String TUNNEL =
            "1700000100.000  60000 10.0.0.5 TCP_TUNNEL/200 9876 CONNECT mail.example.com:443 alice%40corp"
                    + " HIER_DIRECT/192.0.2.8 -";

    @TempDir
    private Path folder;

    private RecordedSessions read(SessionSettings settings, String text) throws IOException {
        return RecordedSessions.read(settings, RecordedSessions.write(folder, "log", text));
    }

    private RecordedSessions read(String text) throws IOException {
        return read(SessionSettings.DEFAULT, text);
    }

    @Test
    void readsTheNativeFormat() throws IOException {
        RecordedSessions read = read(GET);

        assertThat(read.exchangeKeys).containsExactly(new SessionKey("10.0.0.5", "www.example.com", "192.0.2.7", 8080));
        Exchange exchange = read.exchanges.getFirst();
        assertThat(exchange.start()).isEqualTo(Instant.parse("2023-11-14T22:13:21Z"));
        assertThat(exchange.end()).isEqualTo(Instant.parse("2023-11-14T22:13:22.500Z"));
        assertThat(exchange.bytesDown()).isEqualTo(4321);
        assertThat(exchange.request()).isNotNull();
        assertThat(exchange.request().target()).isEqualTo("http://www.example.com:8080/a?b");
        assertThat(exchange.response()).isNotNull();
        assertThat(exchange.response().status()).isEqualTo(200);
        assertThat(exchange.response().contentType()).isEqualTo("text/html");
        assertThat(read.connections).hasSize(1);
    }

    @Test
    void takesATunnelForAnEncryptedExchange() throws IOException {
        RecordedSessions read = read(TUNNEL + "\n");

        assertThat(read.exchangeKeys).containsExactly(new SessionKey("10.0.0.5", "mail.example.com", "192.0.2.8", 443));
        assertThat(read.exchanges.getFirst().request()).isNull();
        assertThat(read.connections.getFirst().protocol()).isEqualTo(Protocol.TLS);
        assertThat(read.sessions.getFirst().bytesDown()).isEqualTo(9876);
    }

    @Test
    void readsTheDocumentedFormat() throws IOException {
        RecordedSessions read = read(TUNNEL
                + " mail.example.com 1234 50123 3128 \"Mozilla/5.0 \\\"quoted\\\"\" \"-\" \"10.1.1.1\"\n"
                + GET.strip()
                + " - 333 50124 3128 \"agent/2\" \"http://ref.example/\" \"-\"\n");

        assertThat(read.connections.getLast().tls()).isNotNull();
        assertThat(read.connections.getLast().tls().serverName()).isEqualTo("mail.example.com");
        assertThat(read.connections.getLast().bytesUp()).isEqualTo(1234);
        assertThat(read.connections.getLast().clientPort()).isEqualTo(50123);
        HttpRequest request = read.exchanges.getFirst().request();
        assertThat(request).isNotNull();
        assertThat(request.userAgent()).isEqualTo("agent/2");
        assertThat(request.referer()).isEqualTo("http://ref.example/");
        assertThat(read.exchanges.getFirst().bytesUp()).isEqualTo(333);
    }

    @Test
    void attributesUsersOfATrustedChildProxy() throws IOException {
        SessionSettings trusting = new SessionSettings(
                SessionSettings.DEFAULT.sessionSilence(),
                SessionSettings.DEFAULT.connectionSilence(),
                SessionSettings.DEFAULT.udpSilence(),
                SessionSettings.DEFAULT.memoryBytes(),
                SessionSettings.DEFAULT.spillBytes(),
                List.of(IpNetwork.parse("10.0.0.5")));

        assertThat(read(trusting, TUNNEL + "\n").sessions.getFirst().key().client())
                .isEqualTo("alice@corp");
        assertThat(read(TUNNEL + "\n").sessions.getFirst().key().client()).isEqualTo("10.0.0.5");
    }

    @Test
    void keepsARefusedTunnelAsTheRequestThatItWas() throws IOException {
        RecordedSessions read = read(
                "1700000000.000 1 10.0.0.5 TCP_DENIED/407 4000 CONNECT mail.example.com:443 - HIER_NONE/- text/html\n");

        assertThat(read.connections.getFirst().protocol()).isEqualTo(Protocol.HTTP);
        assertThat(read.exchanges.getFirst().request()).isNotNull();
        assertThat(read.exchangeKeys.getFirst().address()).isEmpty();
    }

    @Test
    void countsMalformedLinesAndPassesOverClientsThatSentNothing() throws IOException {
        RecordedSessions read = read(GET
                + "1700000000.000 1 10.0.0.5 NONE/400 0 NONE error:transaction-end-before-headers - HIER_NONE/- -\n"
                + "garbage\n"
                + "1700000000.000 x 10.0.0.5 TCP_MISS/200 1 GET http://a.example/ - HIER_NONE/- -\n");

        assertThat(read.malformed()).isEqualTo(2);
        assertThat(read.exchanges).hasSize(1);
    }
}
