package dev.sekisho.traffic.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.tls.RecordedEvents;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DnsMessageTest {
    /** The question www.Example.com A. */
    private static final String QUESTION = "03777777 074578616d706c65 03636f6d 00 0001 0001 ";

    @Test
    void readsAQuery() {
        DnsMessage message = parse("1234 0100 0001 0000 0000 0000" + QUESTION);

        assertThat(message.response()).isFalse();
        assertThat(message.question()).isEqualTo("www.example.com");
        assertThat(message.questionType()).isEqualTo(1);
        assertThat(message.addresses()).isEmpty();
    }

    @Test
    void givesAddressesBehindAChainOfNames() {
        DnsMessage message = parse("1234 8180 0001 0003 0000 0000" + QUESTION
                + "c00c 0005 0001 00000e10 0006 03 63646e c010"
                + "c02d 0001 0001 0000003c 0004 c0000201"
                + "c02d 001c 0001 0000003c 0010 20010db8000000000000000000000001");

        assertThat(message.question()).isEqualTo("www.example.com");
        assertThat(message.addresses()).containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1");
    }

    @Test
    void givesAddressHintsOfHttpsRecords() {
        DnsMessage message = parse("1234 8180 0001 0001 0000 0000 03777777 074578616d706c65 03636f6d 00 0041 0001"
                + "c00c 0041 0001 0000003c 0026 0001 00"
                + "0001 0003 026832"
                + "0004 0004 c0000202"
                + "0006 0010 20010db8000000000000000000000002");

        assertThat(message.questionType()).isEqualTo(65);
        assertThat(message.addresses()).containsExactly("192.0.2.2", "2001:db8:0:0:0:0:0:2");
    }

    @Test
    void refusesNamesThatPointInCircles() {
        assertThat(parseOrNull("1234 8180 0001 0000 0000 0000 c00c 0001 0001")).isNull();
        assertThat(parseOrNull("1234 8180 0001 0000 0000 0000 0161 c00c 0001 0001"))
                .isNull();
    }

    @Test
    void keepsWhatIsReadOfACutMessage() {
        DnsMessage message = parse("1234 8180 0001 0002 0000 0000" + QUESTION
                + "c00c 0001 0001 0000003c 0004 c0000201"
                + "c00c 0001 0001 0000003c 0004 c000");

        assertThat(message.addresses()).containsExactly("192.0.2.1");
    }

    @Test
    void tellsDnsFromOtherDatagrams() {
        assertThat(looksLikeDns("1234 0100 0001 0000 0000 0000" + QUESTION)).isTrue();
        assertThat(looksLikeDns("1234 0100 0001 0000 0000 0001" + QUESTION + "0000291000000000000000"))
                .isTrue();
        assertThat(looksLikeDns("1234 0110 0001 0000 0000 0000 20" + "43".repeat(32) + "00 0020 0001"))
                .isFalse();
        assertThat(looksLikeDns("0001 0000 2112a442" + "00".repeat(24))).isFalse();
        assertThat(looksLikeDns("1234 0100 0001 0000 0000 0000 ff00000000")).isFalse();
        assertThat(looksLikeDns("0000 8400 0000 0001 0000 0000" + QUESTION)).isFalse();
    }

    @Test
    void readsFramedMessagesOverTcpHoweverTheyAreCut() {
        byte[] answer = hex("1234 8180 0001 0001 0000 0000" + QUESTION + "c00c 0001 0001 0000003c 0004 c0000201");
        byte[] framed = new byte[2 * (answer.length + 2)];
        for (int i = 0; i < 2; i++) {
            framed[i * (answer.length + 2) + 1] = (byte) answer.length;
            System.arraycopy(answer, 0, framed, i * (answer.length + 2) + 2, answer.length);
        }

        for (int longest : new int[] {1, 3, 1000}) {
            RecordedEvents events = new RecordedEvents();
            DnsParser parser = new DnsParser(events, false);
            for (int position = 0; position < framed.length; position += longest) {
                parser.data(false, framed, position, Math.min(longest, framed.length - position), 1);
            }
            parser.end(1);
            assertThat(events.resolved).containsExactly("www.example.com=192.0.2.1", "www.example.com=192.0.2.1");
            assertThat(events.protocols).containsExactly(Protocol.DNS);
        }
    }

    private static boolean looksLikeDns(String hex) {
        byte[] bytes = hex(hex);
        return DnsMessage.looksLikeDns(bytes, 0, bytes.length);
    }

    private static DnsMessage parse(String hex) {
        DnsMessage message = parseOrNull(hex);
        assertThat(message).isNotNull();
        return message;
    }

    private static @org.jspecify.annotations.Nullable DnsMessage parseOrNull(String hex) {
        byte[] bytes = hex(hex);
        return DnsMessage.parse(bytes, 0, bytes.length);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
