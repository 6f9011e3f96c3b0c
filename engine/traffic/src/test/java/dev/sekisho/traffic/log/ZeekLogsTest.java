package dev.sekisho.traffic.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.TlsFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with Zeek's logs, by files made from Zeek's public description of them. */
class ZeekLogsTest {
    private static final String CONN_FIELDS =
            "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state"
                    + " missed_bytes orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes";
    private static final String HTTP_FIELDS =
            "ts uid id.orig_h id.orig_p id.resp_h id.resp_p trans_depth method host uri referrer version user_agent"
                    + " request_body_len response_body_len status_code username proxied resp_mime_types";
    private static final String SSL_FIELDS =
            "ts uid id.orig_h id.orig_p id.resp_h id.resp_p version cipher server_name resumed next_protocol"
                    + " established cert_chain_fps ja3 ja3s";

    @TempDir
    private Path folder;

    private static String table(String path, String fields, String... rows) {
        StringBuilder text = new StringBuilder("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n"
                + "#unset_field\t-\n#path\t" + path + "\n#open\t2024-01-01-00-00-00\n#fields\t"
                + fields.replace(' ', '\t') + "\n");
        for (String row : rows) {
            text.append(row.replace(" | ", "\t")).append('\n');
        }
        return text + "#close\t2024-01-01-01-00-00\n";
    }

    private static String conn(String time, String uid, String service, String duration, String up, String down) {
        return time + " | " + uid + " | 10.0.0.5 | 50000 | 192.0.2.7 | 80 | tcp | " + service + " | " + duration + " | "
                + up + " | " + down + " | SF | 0 | 5 | 9000 | 4 | 90000";
    }

    private static String http(String time, String uid, String uri, String responseBytes, String proxied) {
        return time + " | " + uid + " | 10.0.0.5 | 50000 | 192.0.2.7 | 80 | 1 | GET | www.example.com | " + uri
                + " | - | 1.1 | agent/1 | 0 | " + responseBytes + " | 200 | - | " + proxied + " | text/html";
    }

    @Test
    void joinsRequestsToTheirConnectionAndSharesItsBytes() throws IOException {
        RecordedSessions.write(
                folder,
                "a.log",
                table("conn", CONN_FIELDS, conn("1700000000.000000", "C1", "http", "2.5", "300", "1200")));
        RecordedSessions.write(
                folder,
                "b.log",
                table(
                        "http",
                        HTTP_FIELDS,
                        http("1700000000.100000", "C1", "/one", "100", "-"),
                        http("1700000001.100000", "C1", "/two", "300", "-")));

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.exchangeKeys)
                .containsOnly(new SessionKey("10.0.0.5", "www.example.com", "192.0.2.7", 80))
                .hasSize(2);
        assertThat(read.exchanges).extracting(Exchange::bytesUp).containsExactly(150L, 150L);
        assertThat(read.exchanges).extracting(Exchange::bytesDown).containsExactly(500L, 700L);
        assertThat(read.exchanges.getFirst().start()).isEqualTo(Instant.parse("2023-11-14T22:13:20.100Z"));
        HttpRequest request = read.exchanges.getFirst().request();
        assertThat(request).isNotNull();
        assertThat(request.target()).isEqualTo("/one");
        assertThat(request.userAgent()).isEqualTo("agent/1");
        assertThat(request.referer()).isNull();
        assertThat(read.exchanges.getLast().response()).isNotNull();
        assertThat(read.exchanges.getLast().response().bodyType()).isEqualTo(BodyType.HTML);
        Connection connection = read.connections.getFirst();
        assertThat(connection.exchanges()).isEqualTo(2);
        assertThat(connection.protocol()).isEqualTo(Protocol.HTTP);
        assertThat(connection.end()).isEqualTo(Instant.parse("2023-11-14T22:13:22.500Z"));
        CommunicationSession session = read.sessions.getFirst();
        assertThat(session.bytesUp()).isEqualTo(300);
        assertThat(session.bytesDown()).isEqualTo(1400 - 200);
        assertThat(session.userAgent()).isEqualTo("agent/1");
        assertThat(read.malformed()).isZero();
    }

    @Test
    void givesHandshakeNameFingerprintsAndCertificateToTheConnection() throws IOException {
        RecordedSessions.write(
                folder, "conn", table("conn", CONN_FIELDS, conn("1700000000.0", "C1", "ssl", "1.0", "500", "4000")));
        RecordedSessions.write(
                folder,
                "ssl",
                table(
                        "ssl",
                        SSL_FIELDS,
                        "1700000000.1 | C1 | 10.0.0.5 | 50000 | 192.0.2.7 | 443 | TLSv12 | X | WWW.Example.org | F | h2"
                                + " | T | aa11,bb22 | 0123456789abcdef0123456789abcdef | -"));
        RecordedSessions.write(
                folder,
                "x509",
                table(
                        "x509",
                        "ts fingerprint certificate.subject certificate.issuer certificate.not_valid_before"
                                + " certificate.not_valid_after san.dns",
                        "1700000000.2 | aa11 | CN=www.example.org,O=Example\\x5c, Inc. | CN=CA | 1690000000.0 | 1720000000.0"
                                + " | www.example.org,example.org"));

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.connectionKeys).containsExactly(new SessionKey("10.0.0.5", "www.example.org", "192.0.2.7", 80));
        Connection connection = read.connections.getFirst();
        TlsFacts tls = connection.tls();
        assertThat(connection.protocol()).isEqualTo(Protocol.TLS);
        assertThat(tls).isNotNull();
        assertThat(tls.negotiatedVersion()).isEqualTo(0x0303);
        assertThat(tls.chosenAlpn()).isEqualTo("h2");
        assertThat(tls.ja3()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(tls.ja3s()).isNull();
        CertificateFacts certificate = tls.certificate();
        assertThat(certificate).isNotNull();
        assertThat(certificate.subject()).isEqualTo("CN=www.example.org,O=Example\\, Inc.");
        assertThat(certificate.subjectCommonName()).isEqualTo("www.example.org");
        assertThat(certificate.names()).containsExactly("www.example.org", "example.org");
        assertThat(certificate.chainLength()).isEqualTo(2);
        assertThat(certificate.selfSigned()).isFalse();
        assertThat(read.exchanges).singleElement().satisfies(exchange -> {
            assertThat(exchange.request()).isNull();
            assertThat(exchange.bytesUp()).isEqualTo(500);
            assertThat(exchange.bytesDown()).isEqualTo(4000);
        });
    }

    @Test
    void namesTheServerOfAnOpaqueConnectionByWhatTheClientHadAskedFor() throws IOException {
        RecordedSessions.write(
                folder, "conn", table("conn", CONN_FIELDS, conn("1700000000.0", "C1", "-", "1.0", "500", "40")));
        RecordedSessions.write(
                folder,
                "dns",
                table(
                        "dns",
                        "ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto query qtype_name answers",
                        "1699999999.5 | D1 | 10.0.0.5 | 40000 | 10.0.0.1 | 53 | udp | Beacon.Example.NET. | A"
                                + " | cname.example.net,192.0.2.7"));

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.answers).containsExactly("10.0.0.5 beacon.example.net 192.0.2.7");
        assertThat(read.sessions).singleElement().satisfies(session -> {
            assertThat(session.key().server()).isEqualTo("192.0.2.7");
            assertThat(session.resolvedName()).isEqualTo("beacon.example.net");
            assertThat(session.protocol()).isEqualTo(Protocol.OTHER);
        });
    }

    @Test
    void makesTheTunnelOfAProxyAnEncryptedExchangeWithItsTarget() throws IOException {
        RecordedSessions.write(
                folder,
                "conn",
                table("conn", CONN_FIELDS, conn("1700000000.0", "C1", "http,ssl", "9.0", "2000", "9000")));
        RecordedSessions.write(
                folder,
                "http",
                table(
                        "http",
                        HTTP_FIELDS,
                        "1700000000.1 | C1 | 10.0.0.5 | 50000 | 192.0.2.7 | 3128 | 1 | CONNECT | mail.example.com:443"
                                + " | mail.example.com:443 | - | 1.1 | - | 0 | 0 | 200 | alice | - | -"));

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.exchangeKeys).containsOnly(new SessionKey("10.0.0.5", "mail.example.com", "192.0.2.7", 443));
        assertThat(read.exchanges).hasSize(2);
        HttpRequest connect = read.exchanges.getFirst().request();
        assertThat(connect).isNotNull();
        assertThat(connect.proxyUser()).isEqualTo("alice");
        assertThat(read.exchanges.getLast().request()).isNull();
        assertThat(read.exchanges.stream().mapToLong(Exchange::bytesUp).sum()).isEqualTo(2000);
    }

    @Test
    void believesForwardedClientsOfTrustedProxiesOnly() throws IOException {
        String forwarded = "VIA -> 1.1 proxy,X-FORWARDED-FOR -> 10.9.9.9\\x2c 10.0.0.5";
        RecordedSessions.write(
                folder, "conn", table("conn", CONN_FIELDS, conn("1700000000.0", "C1", "http", "1", "300", "1200")));
        RecordedSessions.write(
                folder, "http", table("http", HTTP_FIELDS, http("1700000000.1", "C1", "/", "5", forwarded)));
        SessionSettings trusting = new SessionSettings(
                SessionSettings.DEFAULT.sessionSilence(),
                SessionSettings.DEFAULT.connectionSilence(),
                SessionSettings.DEFAULT.udpSilence(),
                SessionSettings.DEFAULT.memoryBytes(),
                SessionSettings.DEFAULT.spillBytes(),
                List.of(IpNetwork.parse("10.0.0.0/24")));

        RecordedSessions trusted = RecordedSessions.read(trusting, folder);
        RecordedSessions untrusted = RecordedSessions.read(folder);

        assertThat(trusted.sessions.getFirst().key().client()).isEqualTo("10.9.9.9");
        assertThat(untrusted.sessions.getFirst().key().client()).isEqualTo("10.0.0.5");
    }

    @Test
    void honoursOtherSeparatorsAndMarks() throws IOException {
        RecordedSessions.write(
                folder,
                "conn",
                "#separator \\x7c\n#set_separator|;\n#empty_field|EMPTY\n#unset_field|NONE\n#path|conn\n"
                        + "#fields|uid|ts|id.orig_h|id.orig_p|id.resp_h|id.resp_p|proto|service|orig_bytes|resp_bytes\n"
                        + "C1|1700000000.5|2001:db8::1|1|2001:db8:0:0:0::2|2|tcp|NONE|7|EMPTY\n");

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.connectionKeys).containsExactly(new SessionKey("2001:db8::1", "2001:db8::2", "2001:db8::2", 2));
        assertThat(read.connections.getFirst().bytesUp()).isEqualTo(7);
        assertThat(read.connections.getFirst().bytesDown()).isZero();
    }

    @Test
    void bearsASeparatorThatEveryHeaderLineBeginsWith() throws IOException {
        RecordedSessions.write(folder, "conn", "#separator \\x23\n#fields#uid#ts\n#path#conn\nC1#1700000000.5\n");

        assertThat(RecordedSessions.read(folder).connections).isEmpty();
    }

    @Test
    void readsJsonLinesLikeTables() throws IOException {
        RecordedSessions.write(folder, "conn.json", """
                {"ts":1700000000.0,"uid":"C1","id.orig_h":"10.0.0.5","id.orig_p":50000,"id.resp_h":"192.0.2.7","id.resp_p":443,"proto":"tcp","service":"ssl","duration":1.5,"orig_bytes":500,"resp_bytes":4000,"conn_state":"RSTO","orig_pkts":3,"resp_pkts":4}
                """);
        RecordedSessions.write(folder, "ssl.json", """
                {"ts":"2023-11-14T22:13:20.100000Z","uid":"C1","id":{"orig_h":"10.0.0.5","orig_p":50000,"resp_h":"192.0.2.7","resp_p":443},"version":"TLSv13","server_name":"example.org","established":true,"ja4":"t13d1516h2_8daaf6152771_e5627efa2ab1"}
                """);

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.sessions).singleElement().satisfies(session -> {
            assertThat(session.key()).isEqualTo(new SessionKey("10.0.0.5", "example.org", "192.0.2.7", 443));
            assertThat(session.ja4()).isEqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1");
            assertThat(session.connections()).isEqualTo(1);
        });
        assertThat(read.connections.getFirst().ending()).isEqualTo(Connection.Ending.RESET);
    }

    @Test
    void readsQuicLogsAsQuic() throws IOException {
        RecordedSessions.write(folder, "all.json", """
                {"_path":"quic","ts":1700000000.1,"uid":"C1","id.orig_h":"10.0.0.5","id.orig_p":5,"id.resp_h":"192.0.2.7","id.resp_p":443,"server_name":"q.example.org","client_protocol":"h3"}
                {"_path":"conn","ts":1700000000.0,"uid":"C1","id.orig_h":"10.0.0.5","id.orig_p":5,"id.resp_h":"192.0.2.7","id.resp_p":443,"proto":"udp","service":"quic,ssl","duration":2,"orig_bytes":10,"resp_bytes":20}
                {"_path":"weird","ts":1700000000.0,"uid":"C1","name":"something"}
                """);

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.sessions).singleElement().satisfies(session -> {
            assertThat(session.protocol()).isEqualTo(Protocol.QUIC);
            assertThat(session.key().server()).isEqualTo("q.example.org");
            assertThat(session.alpn()).isEqualTo("h3");
        });
        assertThat(read.malformed()).isZero();
    }

    @Test
    void readsRotatedAndCompressedFilesInOrderOfTime() throws IOException {
        String later = table("conn", CONN_FIELDS, conn("1700000600.0", "C2", "-", "1", "20", "0"));
        String earlier = table("conn", CONN_FIELDS, conn("1700000000.0", "C1", "-", "1", "10", "0"));
        RecordedSessions.write(folder, "a-later", later);
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(folder.resolve("b-earlier.gz")))) {
            gzip.write(earlier.getBytes(StandardCharsets.UTF_8));
        }

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.connections).extracting(Connection::bytesUp).containsExactly(10L, 20L);
        assertThat(read.sessions)
                .singleElement()
                .extracting(CommunicationSession::connections)
                .isEqualTo(2);
        assertThat(read.summary.files()).isEqualTo(2);
    }

    @Test
    void endsASessionAfterTheConfiguredSilence() throws IOException {
        RecordedSessions.write(
                folder,
                "conn",
                table(
                        "conn",
                        CONN_FIELDS,
                        conn("1700000000.0", "C1", "-", "1", "10", "0"),
                        conn("1700003602.0", "C2", "-", "1", "20", "0")));

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.sessions).extracting(CommunicationSession::bytesUp).containsExactly(10L, 20L);
    }

    @Test
    void takesRequestsWithoutConnLogAsConnections() throws IOException {
        RecordedSessions.write(
                folder,
                "http",
                table(
                        "http",
                        HTTP_FIELDS,
                        http("1700000000.1", "C1", "/a", "100", "-"),
                        http("1700000001.1", "C1", "/b", "100", "-")));

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.connections)
                .singleElement()
                .extracting(Connection::exchanges)
                .isEqualTo(2);
        assertThat(read.exchanges).hasSize(2);
    }

    @Test
    void countsLinesThatLackWhatTheyMustHave() throws IOException {
        RecordedSessions.write(
                folder,
                "conn",
                table(
                        "conn",
                        CONN_FIELDS,
                        "too | short",
                        conn("not-a-time", "C1", "-", "1", "10", "0"),
                        conn("1700000000.0", "C2", "-", "1", "10", "0")));

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.malformed()).isEqualTo(2);
        assertThat(read.connections).hasSize(1);
    }

    @Test
    void doesNotBelieveByteCountsBeyondWhatThePacketsCarried() throws IOException {
        RecordedSessions.write(
                folder,
                "conn",
                table(
                        "conn",
                        CONN_FIELDS,
                        "1700000000.0 | C1 | 10.0.0.5 | 5 | 192.0.2.7 | 80 | tcp | - | 1 | 4294960000 | 0 | RSTO | 0 | 3"
                                + " | 150 | 2 | 80"));

        RecordedSessions read = RecordedSessions.read(folder);

        assertThat(read.connections.getFirst().bytesUp()).isEqualTo(30);
    }

    @Test
    void countsAFileThatIsNoLogWhenNamedAndPassesItOverInAFolder() throws IOException {
        Path note = RecordedSessions.write(folder, "README", "just a note\n");

        RecordedSessions named = RecordedSessions.read(note);
        RecordedSessions below = RecordedSessions.read(folder);

        assertThat(named.summary.losses().count(Losses.Reason.UNREADABLE_FILE)).isEqualTo(1);
        assertThat(below.summary.losses().isEmpty()).isTrue();
    }

    @Test
    void keepsRequestsOfManyOpenConnectionsWithinItsMemory() throws IOException {
        int count = 20_000;
        StringBuilder rows = new StringBuilder();
        StringBuilder ends = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String time = String.valueOf(1_700_000_000 + i / 100);
            rows.append(http(time, "C" + i, "/" + i, "5", "-").replace(" | ", "\t"))
                    .append('\n');
            ends.append(conn(time, "C" + i, "http", "500", "200", "300").replace(" | ", "\t"))
                    .append('\n');
        }
        RecordedSessions.write(folder, "http", table("http", HTTP_FIELDS) + rows);
        RecordedSessions.write(folder, "conn", table("conn", CONN_FIELDS) + ends);
        SessionSettings small = new SessionSettings(
                SessionSettings.DEFAULT.sessionSilence(),
                SessionSettings.DEFAULT.connectionSilence(),
                SessionSettings.DEFAULT.udpSilence(),
                1 << 20,
                0,
                List.of());

        RecordedSessions read = RecordedSessions.read(small, folder);

        assertThat(read.exchanges).hasSize(count);
        assertThat(read.connections).hasSize(count);
    }
}
