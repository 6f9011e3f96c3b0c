package dev.sekisho.traffic.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Losses.Reason;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Hellos that are unusual, huge, cut, or no hellos at all. */
class HelloEdgesTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void putsAHelloOfOneByteRecordsTogether() {
        RecordedEvents events = read(new HelloBytes().serverName("tiny.example").records(1));

        assertThat(events.facts).hasSize(1);
        assertThat(events.facts.getFirst().serverName()).isEqualTo("tiny.example");
        assertThat(events.losses.isEmpty()).isTrue();
    }

    @Test
    void readsAHelloOfManyRecords() {
        RecordedEvents events = read(new HelloBytes()
                .extension(21, "00".repeat(40_000))
                .serverName("huge.example")
                .records(16_384));

        assertThat(events.facts.getFirst().serverName()).isEqualTo("huge.example");
        assertThat(events.facts.getFirst().ja4()).startsWith("t12d0102");
    }

    @Test
    void keepsNoMoreThanTheLimitOfAHello() {
        byte[] records = new HelloBytes()
                .serverName("first.example")
                .extension(21, "00".repeat(50_000))
                .extension(22, "00".repeat(10_000))
                .records(16_384);
        int declared = (HandshakeMessages.MAX_MESSAGE_BYTES + 1_000_000);
        records[6] = (byte) (declared >>> 16);
        records[7] = (byte) (declared >>> 8);
        records[8] = (byte) declared;
        RecordedEvents events = new RecordedEvents();
        TlsParser parser = new TlsParser(events);
        parser.data(true, records, 0, records.length, SECOND);
        byte[] filler = new byte[16_389];
        System.arraycopy(HexFormat.of().parseHex("1603014000"), 0, filler, 0, 5);

        for (int i = 0; i < 70; i++) {
            parser.data(true, filler, 0, filler.length, SECOND);
        }
        parser.end(SECOND);

        assertThat(events.facts).hasSize(1);
        assertThat(events.facts.getFirst().serverName()).isEqualTo("first.example");
        assertThat(events.facts.getFirst().ja3()).isNull();
    }

    @Test
    void tellsEncryptedHellos() {
        assertThat(read(new HelloBytes().extension(0xfe0d, "00").records(16_384))
                        .facts
                        .getFirst()
                        .encryptedClientHello())
                .isTrue();
        assertThat(read(new HelloBytes().extension(0xffce, "00").records(16_384))
                        .facts
                        .getFirst()
                        .encryptedClientHello())
                .isTrue();
        assertThat(read(new HelloBytes().records(16_384)).facts.getFirst().encryptedClientHello())
                .isFalse();
    }

    @Test
    void leavesANameOutThatNoHostCanHave() {
        RecordedEvents events =
                read(new HelloBytes().serverName("a".repeat(300)).records(16_384));

        assertThat(events.facts.getFirst().serverName()).isNull();
        assertThat(events.facts.getFirst().ja4()).startsWith("t12d");
    }

    @Test
    void countsAHelloWhoseLengthsContradictEachOther() {
        byte[] records = new HelloBytes().serverName("a.example").records(16_384);
        // The length of the extensions block.
        records[5 + 4 + 2 + 32 + 1 + 2 + 2 + 2] = 0x7f;
        RecordedEvents events = read(records);

        assertThat(events.facts.getFirst().ja3()).isNull();
        assertThat(events.losses.count(Reason.MALFORMED_TLS)).isEqualTo(1);
    }

    @Test
    void readsAHelloInTheFormOfSsl2() {
        // 0x0301, suites 0x00002f and 0x010080 (SSL 2.0 alone), challenge of 16 bytes.
        byte[] hello =
                HexFormat.of().parseHex("801f 01 0301 0006 0000 0010 00002f 010080".replace(" ", "") + "11".repeat(16));
        RecordedEvents events = read(hello);

        assertThat(TlsParser.looksLikeTls(hello, 0, hello.length)).isTrue();
        assertThat(events.facts.getFirst().offeredVersion()).isEqualTo(0x0301);
        assertThat(events.facts.getFirst().ja4()).startsWith("t10i0100");
        assertThat(events.losses.isEmpty()).isTrue();
    }

    @Test
    void countsBytesThatAreNoRecordsOnceAndGoesOn() {
        byte[] noise = new byte[100];
        Arrays.fill(noise, (byte) 0x41);
        RecordedEvents events = new RecordedEvents();
        TlsParser parser = new TlsParser(events);

        parser.data(true, noise, 0, noise.length, SECOND);
        parser.data(false, noise, 0, noise.length, SECOND);
        parser.end(SECOND);

        assertThat(events.losses.count(Reason.MALFORMED_TLS)).isEqualTo(1);
        assertThat(events.exchanges).hasSize(1);
        assertThat(events.exchanges.getFirst().bytesUp()).isEqualTo(100);
        assertThat(events.exchanges.getFirst().bytesDown()).isEqualTo(100);
    }

    private static RecordedEvents read(byte[] bytes) {
        RecordedEvents events = new RecordedEvents();
        TlsParser parser = new TlsParser(events);
        parser.data(true, bytes, 0, bytes.length, SECOND);
        parser.end(SECOND);
        return events;
    }
}
