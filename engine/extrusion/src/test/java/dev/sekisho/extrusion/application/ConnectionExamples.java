package dev.sekisho.extrusion.application;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Made-up connections for tests. */
public final class ConnectionExamples {
    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private ConnectionExamples() {}

    public static SessionKey key(String server, int port) {
        return new SessionKey("10.1.2.3", server, server.matches("[0-9.]+") ? server : "192.0.2.7", port);
    }

    public static Connection connection(
            Transport transport, Protocol protocol, int port, @Nullable TlsFacts tls, byte[] up, byte[] down) {
        return new Connection(
                transport,
                protocol,
                NOON,
                NOON.plusSeconds(60),
                40_000,
                port,
                10,
                10,
                1_000,
                5_000,
                4,
                true,
                false,
                Connection.Ending.CLOSED,
                tls,
                Opening.of(up, 0, up.length),
                Opening.of(down, 0, down.length));
    }

    static Connection datagrams(String upHex, String downHex) {
        return connection(Transport.UDP, Protocol.OTHER, 5_000, null, hex(upHex), hex(downHex));
    }

    static Connection stream(String upText, String downText) {
        return connection(
                Transport.TCP,
                Protocol.OTHER,
                5_000,
                null,
                upText.getBytes(StandardCharsets.ISO_8859_1),
                downText.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static Connection tls(int port, TlsFacts tls) {
        return connection(Transport.TCP, Protocol.TLS, port, tls, new byte[] {0x16, 3, 1}, new byte[] {0x16, 3, 3});
    }

    public static TlsFacts hello(@Nullable String serverName, @Nullable CertificateFacts certificate, String... alpn) {
        return new TlsFacts(
                serverName,
                List.of(alpn),
                0x0304,
                "00000000000000000000000000000000",
                "t13i1516h2_000000000000_000000000000",
                0x0304,
                0x1301,
                null,
                null,
                false,
                certificate,
                false);
    }

    static CertificateFacts certificate(String subject, String... names) {
        return new CertificateFacts(
                "CN=" + subject,
                "CN=Made-up CA",
                subject,
                List.of(names),
                NOON.minusSeconds(86_400),
                NOON.plusSeconds(86_400),
                1,
                false,
                "0".repeat(64));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
