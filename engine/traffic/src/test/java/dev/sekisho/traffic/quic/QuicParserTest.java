package dev.sekisho.traffic.quic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.tls.RecordedEvents;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuicParserTest {
    private static final long SECOND = 1_000_000_000L;
    private static final byte[] ID = HexFormat.of().parseHex("8394c8f03e515708");
    private static final byte[] SERVER_ID = HexFormat.of().parseHex("f067a5502a4262b5");
    private static final byte[] NO_ID = {};

    /** The ClientHello of RFC 9001, appendix A.2, which asks for example.com. */
    private static final byte[] HELLO = HexFormat.of()
            .parseHex("010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c"
                    + "00000413011302010000c000000010000e00000b6578616d706c652e636f6dff01000100000a"
                    + "00080006001d0017001800100007000504616c706e000500050100000000003300260024001d"
                    + "00209370b2c9caa47fbabaf4559fedba753de171fa71f50f1ce15d43e994ec74d748002b0003"
                    + "020304000d0010000e0403050306030203080408050806002d00020101001c00024001003900"
                    + "320408ffffffffffffffff05048000ffff07048000ffff080110010480007530090110"
                    + "0f088394c8f03e51570806048000ffff");

    private final RecordedEvents events = new RecordedEvents();
    private final QuicParser parser = new QuicParser(events);

    @ParameterizedTest
    @CsvSource({
        "VERSION_1, 00000001",
        "VERSION_1, ff000022",
        "VERSION_2, 6b3343cf",
        "DRAFT_29, ff00001d",
        "DRAFT_29, ff000020",
        "DRAFT_23, ff000017",
        "DRAFT_23, faceb002",
        "DRAFT_22, ff000016",
        "DRAFT_22, faceb001",
        "VERSION_1, 0a1a2a3a",
        "DRAFT_29, 0a0a0a0a"
    })
    void namesTheFlowByItsFirstDatagram(QuicVersion version, String number) {
        int wire = HexFormat.fromHexDigits(number);
        byte[] datagram = client(version, wire, ID).packet(2, hello(0, HELLO.length), 1162);

        assertThat(QuicParser.looksLikeQuic(datagram, 0, datagram.length)).isTrue();
        send(true, datagram, SECOND);

        assertThat(events.protocols).containsExactly(Protocol.QUIC);
        assertThat(events.facts).hasSize(1);
        assertThat(events.facts.getFirst().serverName()).isEqualTo("example.com");
        assertThat(events.facts.getFirst().alpn()).containsExactly("alpn");
        assertThat(events.facts.getFirst().ja4()).startsWith("q13d0211an_");
        assertThat(events.losses.isEmpty()).isTrue();
    }

    @Test
    void putsAHelloTogetherFromPiecesInAnyOrder() {
        InitialWriter writer = client(QuicVersion.VERSION_1, 1, ID);

        send(true, writer.packet(1, InitialWriter.join(hello(200, HELLO.length), new byte[1], hello(90, 120)), 900), 1);
        send(true, writer.packet(0, InitialWriter.join(hello(100, 210), new byte[] {1}, hello(0, 95)), 900), 2);

        assertThat(events.facts).hasSize(1);
        assertThat(events.facts.getFirst().serverName()).isEqualTo("example.com");
    }

    @Test
    void readsCoalescedPackets() {
        InitialWriter writer = client(QuicVersion.VERSION_1, 1, ID);

        send(
                true,
                InitialWriter.join(
                        writer.packet(0, hello(0, 100), 200), writer.packet(1, hello(100, HELLO.length), 200)),
                1);

        assertThat(events.facts).hasSize(1);
    }

    @Test
    void makesNewKeysAfterARetry() {
        send(true, client(QuicVersion.VERSION_1, 1, ID).packet(0, hello(0, 100), 1000), 1);
        byte[] retry = InitialWriter.join(
                HexFormat.of().parseHex("ff00000001 00 08".replace(" ", "")), SERVER_ID, new byte[40]);
        send(false, retry, 2);
        byte[] again =
                client(QuicVersion.VERSION_1, 1, SERVER_ID).token(new byte[24]).packet(1, hello(0, HELLO.length), 1000);

        send(true, again, 3);

        assertThat(events.facts).hasSize(1);
        assertThat(events.losses.isEmpty()).isTrue();
    }

    @Test
    void countsAFlowThatCannotBeOpenedOnce() {
        byte[] datagram = client(QuicVersion.VERSION_1, 1, ID).packet(0, hello(0, HELLO.length), 1000);
        datagram[datagram.length - 1] ^= 1;

        for (int i = 0; i < 100; i++) {
            send(true, datagram, i);
        }
        parser.end(100);

        assertThat(events.facts).isEmpty();
        assertThat(events.losses.count(Reason.MALFORMED_QUIC)).isEqualTo(1);
    }

    @Test
    void readsTheServersHello() {
        send(true, client(QuicVersion.VERSION_1, 1, ID).packet(0, hello(0, HELLO.length), 1000), 1);
        byte[] serverHello = HexFormat.of()
                .parseHex("02000056" + "0303" + "11".repeat(32) + "00" + "1301" + "00" + "002e"
                        + "0033 0024 001d 0020".replace(" ", "") + "22".repeat(32) + "002b00020304");
        InitialWriter server = new InitialWriter(QuicVersion.VERSION_1, 1, false, ID, NO_ID, SERVER_ID);

        send(false, server.packet(0, InitialWriter.crypto(serverHello, 0, serverHello.length), 100), 2);

        assertThat(events.facts).hasSize(2);
        assertThat(events.facts.getLast().negotiatedVersion()).isEqualTo(0x0304);
        assertThat(events.facts.getLast().cipher()).isEqualTo(0x1301);
        assertThat(events.facts.getLast().serverName()).isEqualTo("example.com");
    }

    @Test
    void makesExchangesOfProtectedPacketsButNotOfAcknowledgements() {
        send(true, client(QuicVersion.VERSION_1, 1, ID).packet(0, hello(0, HELLO.length), 1000), SECOND);
        send(false, shortPacket(300), SECOND + 1);
        send(true, shortPacket(200), SECOND + 2);
        send(false, shortPacket(1200), SECOND + 3);
        send(true, shortPacket(40), SECOND + 4);
        send(false, shortPacket(1200), SECOND + 5);
        long parked = parser.park();
        assertThat(parked).isNotNegative();
        StreamParser restored = QuicParser.restore(events, parked);
        byte[] request = shortPacket(150);
        restored.data(true, request, 0, request.length, SECOND + 6);
        restored.end(SECOND + 7);

        assertThat(events.exchanges).hasSize(2);
        assertThat(events.exchanges.getFirst().bytesUp()).isEqualTo(200);
        assertThat(events.exchanges.getFirst().bytesDown()).isEqualTo(2400);
        assertThat(events.exchanges.getLast().bytesUp()).isEqualTo(150);
    }

    @Test
    void readsTheNameOfGooglesOwnHello() {
        byte[] hello = HexFormat.of()
                .parseHex(("43484c4f 0200 0000 50414400 04000000 534e4900 13000000"
                                + "00000000 7777772e6578616d706c652e6f7267")
                        .replace(" ", ""));
        byte[] datagram = InitialWriter.join(
                HexFormat.of()
                        .parseHex("0d" + "0102030405060708" + "51303433" + "01" + "00".repeat(12) + "a00100" + "2b"),
                hello);

        assertThat(QuicParser.looksLikeQuic(datagram, 0, datagram.length)).isTrue();
        send(true, datagram, 1);

        assertThat(events.facts).hasSize(1);
        assertThat(events.facts.getFirst().serverName()).isEqualTo("www.example.org");
    }

    @Test
    void takesOtherDatagramsForNoQuic() {
        byte[] stun = HexFormat.of().parseHex("000100002112a442" + "00".repeat(24));
        byte[] noise = new byte[1200];
        Arrays.fill(noise, (byte) 0xc7);

        assertThat(QuicParser.looksLikeQuic(stun, 0, stun.length)).isFalse();
        assertThat(QuicParser.looksLikeQuic(noise, 0, noise.length)).isFalse();
        assertThat(QuicParser.looksLikeQuic(noise, 0, 3)).isFalse();
    }

    private static InitialWriter client(QuicVersion version, int number, byte[] id) {
        return new InitialWriter(version, number, true, id, id, NO_ID);
    }

    private static byte[] hello(int from, int to) {
        return InitialWriter.crypto(HELLO, from, to);
    }

    private static byte[] shortPacket(int length) {
        byte[] packet = new byte[length];
        packet[0] = 0x40;
        return packet;
    }

    private void send(boolean fromClient, byte[] datagram, long nanos) {
        parser.data(fromClient, datagram, 0, datagram.length, nanos);
    }
}
