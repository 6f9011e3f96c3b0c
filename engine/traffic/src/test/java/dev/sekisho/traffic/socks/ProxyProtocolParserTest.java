package dev.sekisho.traffic.socks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.tls.RecordedEvents;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ProxyProtocolParserTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    @Test
    void tellsTheClientOfVersion1() {
        RecordedEvents events = run(text("PROXY TCP4 198.51.100.7 192.0.2.1 56324 443\r\nGET"));

        assertThat(events.behalf).containsExactly("198.51.100.7/null");
        assertThat(events.exchanges.getFirst().bytesUp()).isEqualTo(3);
    }

    @Test
    void tellsNobodyOfUnknown() {
        RecordedEvents events = run(text("PROXY UNKNOWN\r\nGET"));

        assertThat(events.behalf).isEmpty();
        assertThat(events.exchanges.getFirst().bytesUp()).isEqualTo(3);
    }

    @Test
    void tellsTheClientOfVersion2() {
        assertThat(run(hex(SIGNATURE + "2111000cc6336407c0000201dc0401bb474554")).behalf)
                .containsExactly("198.51.100.7/null");
        assertThat(run(hex(SIGNATURE + "21210024" + "20010db8000000000000000000000007"
                                + "20010db8000000000000000000000001" + "dc0401bb" + "474554"))
                        .behalf)
                .containsExactly("2001:db8::7/null");
    }

    @Test
    void skipsLongExtensionsOfVersion2() {
        byte[] bytes = hex(SIGNATURE + "2111" + "2710" + "c6336407c0000201dc0401bb" + "00".repeat(9988) + "474554");
        RecordedEvents events = run(bytes);

        assertThat(events.behalf).containsExactly("198.51.100.7/null");
        assertThat(events.exchanges.getFirst().bytesUp()).isEqualTo(3);
    }

    @Test
    void passesALineThatNeverEndsOn() {
        RecordedEvents events = run(text("PROXY " + "x".repeat(200)));

        assertThat(events.behalf).isEmpty();
        assertThat(events.exchanges.getFirst().bytesUp()).isEqualTo(206);
    }

    @Test
    void recognisesBothVersions() {
        byte[] line = text("PROXY TCP4 ");
        byte[] signature = hex(SIGNATURE);
        byte[] other = text("PROXIMITY");

        assertThat(ProxyProtocolParser.looksLikeProxyProtocol(line, 0, line.length))
                .isTrue();
        assertThat(ProxyProtocolParser.looksLikeProxyProtocol(signature, 0, 8)).isTrue();
        assertThat(ProxyProtocolParser.looksLikeProxyProtocol(other, 0, other.length))
                .isFalse();
    }

    private static RecordedEvents run(byte[] bytes) {
        RecordedEvents whole = run(bytes, bytes.length);
        assertThat(run(bytes, 1).everything()).isEqualTo(whole.everything());
        return whole;
    }

    private static RecordedEvents run(byte[] bytes, int longest) {
        RecordedEvents events = new RecordedEvents();
        ProxyProtocolParser parser = new ProxyProtocolParser(events);
        for (int position = 0; position < bytes.length; position += longest) {
            parser.data(true, bytes, position, Math.min(longest, bytes.length - position), 1);
        }
        parser.end(1);
        return events;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
