package dev.sekisho.traffic.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.TlsFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract with Suricata's EVE log, by lines made from its public description. */
class EveLogTest {
    private static final String HTTP_FLOW = """
            {"timestamp":"2024-01-01T10:00:09.000000+0100","flow_id":77,"event_type":"flow","src_ip":"10.0.0.5","src_port":50000,"dest_ip":"192.0.2.7","dest_port":80,"proto":"TCP","app_proto":"http","flow":{"pkts_toserver":5,"pkts_toclient":4,"bytes_toserver":470,"bytes_toclient":716,"start":"2024-01-01T10:00:00.000000+0100","end":"2024-01-01T10:00:02.000000+0100","state":"closed","reason":"timeout"},"tcp":{"tcp_flags":"1b","syn":true,"fin":true,"ack":true,"state":"closed"}}
            """;

    @TempDir
    private Path folder;

    private RecordedSessions read(String... lines) throws IOException {
        return RecordedSessions.read(RecordedSessions.write(folder, "log", String.join("", lines)));
    }

    @Test
    void joinsHttpEventsToTheirFlowAndTakesHeadersOffItsBytes() throws IOException {
        RecordedSessions read = read("""
                {"timestamp":"2024-01-01T10:00:01.500000+0100","flow_id":77,"event_type":"http","src_ip":"10.0.0.5","src_port":50000,"dest_ip":"192.0.2.7","dest_port":80,"proto":"TCP","http":{"hostname":"www.example.com","url":"/a?b=c","http_user_agent":"agent/1","http_content_type":"text/html","http_refer":"http://ref.example/","http_method":"POST","protocol":"HTTP/1.1","status":200,"length":321,"request_headers":[{"name":"Host","value":"www.example.com"},{"name":"Cookie","value":"x"},{"name":"Content-Type","value":"text/plain"}],"response_headers":[{"name":"Server","value":"nginx"}]}}
                """, HTTP_FLOW);

        assertThat(read.exchangeKeys).containsExactly(new SessionKey("10.0.0.5", "www.example.com", "192.0.2.7", 80));
        Exchange exchange = read.exchanges.getFirst();
        assertThat(exchange.start()).isEqualTo(Instant.parse("2024-01-01T09:00:01.500Z"));
        assertThat(exchange.bytesUp()).isEqualTo(470 - 5 * 54);
        assertThat(exchange.bytesDown()).isEqualTo(716 - 4 * 54);
        HttpRequest request = exchange.request();
        assertThat(request).isNotNull();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/a?b=c");
        assertThat(request.version()).isEqualTo("1.1");
        assertThat(request.headerNames()).containsExactly("Host", "Cookie", "Content-Type");
        assertThat(request.sendsCookie()).isTrue();
        assertThat(request.contentType()).isEqualTo("text/plain");
        HttpResponse response = exchange.response();
        assertThat(response).isNotNull();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.bodyBytes()).isEqualTo(321);
        assertThat(response.server()).isEqualTo("nginx");
        Connection connection = read.connections.getFirst();
        assertThat(connection.ending()).isEqualTo(Connection.Ending.CLOSED);
        assertThat(connection.established()).isTrue();
        assertThat(connection.openedBeforeCapture()).isFalse();
        assertThat(connection.end()).isEqualTo(Instant.parse("2024-01-01T09:00:02Z"));
    }

    @Test
    void readsNamesAndFingerprintsOfTlsAndQuic() throws IOException {
        RecordedSessions read = read("""
                {"timestamp":"2024-01-01T10:00:01.0+0000","flow_id":1,"event_type":"tls","src_ip":"10.0.0.5","src_port":1,"dest_ip":"192.0.2.7","dest_port":443,"proto":"TCP","tls":{"sni":"Tls.Example.com","version":"TLS 1.2","subject":"C=BE, CN=tls.example.com","issuerdn":"CN=CA","notbefore":"2023-01-01T00:00:00","notafter":"2025-01-01T00:00:00","ja3":{"hash":"aa","string":"771"},"ja3s":{"hash":"bb"},"ja4":"t12d","client_alpns":["h2","http/1.1"]}}
                {"timestamp":"2024-01-01T10:00:02.0+0000","flow_id":2,"event_type":"quic","src_ip":"2001:0db8:0000:0000:0000:0000:0000:0001","src_port":2,"dest_ip":"2001:0db8:0000:0000:0000:0000:0000:0002","dest_port":443,"proto":"UDP","quic":{"version":"1","sni":"quic.example.com","ja4":"q13d"}}
                {"timestamp":"2024-01-01T10:00:03.0+0000","flow_id":2,"event_type":"flow","src_ip":"2001:0db8:0000:0000:0000:0000:0000:0001","src_port":2,"dest_ip":"2001:0db8:0000:0000:0000:0000:0000:0002","dest_port":443,"proto":"UDP","app_proto":"quic","flow":{"pkts_toserver":1,"pkts_toclient":1,"bytes_toserver":1262,"bytes_toclient":1262,"start":"2024-01-01T10:00:02.0+0000","end":"2024-01-01T10:00:02.5+0000","state":"established"}}
                """);

        assertThat(read.connectionKeys)
                .containsExactlyInAnyOrder(
                        new SessionKey("10.0.0.5", "tls.example.com", "192.0.2.7", 443),
                        new SessionKey("2001:db8::1", "quic.example.com", "2001:db8::2", 443));
        Connection quic = read.connections.stream()
                .filter(connection -> connection.protocol() == Protocol.QUIC)
                .findFirst()
                .orElseThrow();
        assertThat(quic.bytesUp()).isEqualTo(1262 - 62);
        TlsFacts tls = read.connections.stream()
                .filter(connection -> connection.protocol() == Protocol.TLS)
                .findFirst()
                .map(Connection::tls)
                .orElseThrow();
        assertThat(tls.alpn()).containsExactly("h2", "http/1.1");
        assertThat(tls.ja3()).isEqualTo("aa");
        assertThat(tls.negotiatedVersion()).isEqualTo(0x0303);
        assertThat(tls.certificate()).isNotNull();
        assertThat(tls.certificate().subjectCommonName()).isEqualTo("tls.example.com");
        assertThat(tls.certificate().notAfter()).isEqualTo(Instant.parse("2025-01-01T00:00:00Z"));
    }

    @Test
    void readsDnsAnswersOfEveryVersionOfTheFormat() throws IOException {
        RecordedSessions read = read("""
                {"timestamp":"2024-01-01T10:00:00.0+0000","flow_id":1,"event_type":"dns","src_ip":"10.0.0.1","src_port":53,"dest_ip":"10.0.0.5","dest_port":4000,"proto":"UDP","dns":{"type":"answer","rrname":"one.example","rrtype":"A","rdata":"192.0.2.1"}}
                {"timestamp":"2024-01-01T10:00:01.0+0000","flow_id":2,"event_type":"dns","src_ip":"10.0.0.5","src_port":4000,"dest_ip":"10.0.0.1","dest_port":53,"proto":"UDP","dns":{"version":2,"type":"answer","rrname":"two.example","answers":[{"rrname":"two.example","rrtype":"CNAME","rdata":"x.example"},{"rrname":"x.example","rrtype":"A","rdata":"192.0.2.2"}]}}
                {"timestamp":"2024-01-01T10:00:02.0+0000","flow_id":3,"event_type":"dns","src_ip":"10.0.0.5","src_port":4000,"dest_ip":"10.0.0.1","dest_port":53,"proto":"UDP","dns":{"version":3,"type":"response","queries":[{"rrname":"three.example","rrtype":"A"}],"answers":[{"rrname":"three.example","rdata":"192.0.2.3"}]}}
                {"timestamp":"2024-01-01T10:00:02.0+0000","flow_id":3,"event_type":"dns","src_ip":"10.0.0.5","src_port":4000,"dest_ip":"10.0.0.1","dest_port":53,"proto":"UDP","dns":{"version":2,"type":"query","rrname":"three.example"}}
                """);

        assertThat(read.answers)
                .containsExactly(
                        "10.0.0.5 one.example 192.0.2.1",
                        "10.0.0.5 two.example 192.0.2.2",
                        "10.0.0.5 three.example 192.0.2.3");
    }

    @Test
    void countsWhatIsNotEveAndReadsOn() throws IOException {
        RecordedSessions read = read(HTTP_FLOW, "{\"timestamp\":1,\n", "[]\n", "nonsense\n", HTTP_FLOW);

        assertThat(read.malformed()).isEqualTo(3);
        assertThat(read.connections).hasSize(2);
    }

    @Test
    void readsLinesBehindASyslogPrefix() throws IOException {
        RecordedSessions read = read("@cee: " + HTTP_FLOW);

        assertThat(read.connections).hasSize(1);
    }

    @Test
    void passesOverOtherTransports() throws IOException {
        RecordedSessions read = read(HTTP_FLOW.replace("\"TCP\"", "\"ICMP\""));

        assertThat(read.connections).isEmpty();
        assertThat(read.malformed()).isZero();
    }
}
