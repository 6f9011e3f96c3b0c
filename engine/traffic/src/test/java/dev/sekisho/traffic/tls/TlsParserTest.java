package dev.sekisho.traffic.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Protocol;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

class TlsParserTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void namesTheConnectionAsSoonAsTheClientHelloIsComplete() throws Exception {
        byte[] hello = javaHello("www.example.org", "h2", "http/1.1");
        RecordedEvents events = new RecordedEvents();
        TlsParser parser = new TlsParser(events);

        parser.data(true, hello, 0, hello.length, SECOND);

        assertThat(events.protocols).containsExactly(Protocol.TLS);
        assertThat(events.facts).hasSize(1);
        assertThat(events.facts.getFirst().serverName()).isEqualTo("www.example.org");
        assertThat(events.facts.getFirst().alpn()).containsExactly("h2", "http/1.1");
        assertThat(events.facts.getFirst().offeredVersion()).isEqualTo(0x0304);
        assertThat(events.facts.getFirst().ja4()).startsWith("t13d").contains("h2_");
        assertThat(events.facts.getFirst().ja3()).matches("[0-9a-f]{32}");
    }

    @Test
    void readsTheSameByteByByte() throws Exception {
        byte[] hello = javaHello("www.example.org", "h2");
        RecordedEvents whole = new RecordedEvents();
        new TlsParser(whole).data(true, hello, 0, hello.length, SECOND);
        RecordedEvents pieces = new RecordedEvents();
        TlsParser parser = new TlsParser(pieces);

        for (int i = 0; i < hello.length; i++) {
            parser.data(true, hello, i, 1, SECOND);
        }

        assertThat(pieces.everything()).isEqualTo(whole.everything());
    }

    @Test
    void makesExchangesOfApplicationDataOpenedBeforeTheCapture() {
        byte[] record = {23, 3, 3, 0, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        RecordedEvents events = new RecordedEvents();
        TlsParser parser = new TlsParser(events);

        parser.data(true, record, 0, record.length, SECOND);
        parser.data(false, record, 0, record.length, SECOND);
        parser.data(false, record, 0, record.length, SECOND);
        parser.end(SECOND);

        assertThat(events.exchanges).hasSize(1);
        assertThat(events.exchanges.getFirst().bytesUp()).isEqualTo(15);
        assertThat(events.exchanges.getFirst().bytesDown()).isEqualTo(30);
        assertThat(events.losses.isEmpty()).isTrue();
    }

    @Test
    void recognisesTlsByItsFirstBytes() throws Exception {
        byte[] hello = javaHello("www.example.org", "h2");

        assertThat(TlsParser.looksLikeTls(hello, 0, hello.length)).isTrue();
        assertThat(TlsParser.looksLikeTls(
                        "GET / HTTP/1.1\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 16))
                .isFalse();
        assertThat(TlsParser.startsClientHello(hello, 0, hello.length)).isTrue();
    }

    /** The first record that the Java runtime's own TLS sends. */
    static byte[] javaHello(String name, String... alpn) throws SSLException, NoSuchAlgorithmException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine(name, 443);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        parameters.setApplicationProtocols(alpn);
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        byte[] record = new byte[out.position()];
        out.flip().get(record);
        return record;
    }
}
