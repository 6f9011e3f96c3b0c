package dev.sekisho.traffic.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.capture.RecordedPackets.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every file here is written by hand, byte for byte. */
class CaptureReaderTest {
    private static final String LITTLE_HEADER = "d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000";
    private static final long TIME = 1_700_000_000_123_456_000L;

    private static byte[] bytes(String... hex) {
        return HexFormat.of().parseHex(String.join("", hex).replaceAll("\\s", ""));
    }

    @Test
    void readsLittleEndianMicroseconds() throws IOException {
        var recorded = RecordedPackets.of(bytes(
                LITTLE_HEADER,
                "00f15365 40e20100 03000000 03000000 aabbcc",
                "00f15365 3f420f00 02000000 dc050000 ddee"));

        assertThat(recorded.packets)
                .containsExactly(
                        new Packet("aabbcc", 3, TIME, 1), new Packet("ddee", 1500, 1_700_000_000_999_999_000L, 1));
        assertThat(recorded.losses.isEmpty()).isTrue();
    }

    @Test
    void readsBigEndianMicroseconds() throws IOException {
        var recorded = RecordedPackets.of(bytes(
                "a1b2c3d4 0002 0004 00000000 00000000 00040000 00000065", "6553f100 0001e240 00000001 00000002 45"));

        assertThat(recorded.packets).containsExactly(new Packet("45", 2, TIME, 101));
    }

    @Test
    void readsNanosecondsInBothByteOrders() throws IOException {
        var little = RecordedPackets.of(bytes(
                "4d3cb2a1 0200 0400 00000000 00000000 00000400 01000000", "00f15365 15cd5b07 01000000 01000000 aa"));
        var big = RecordedPackets.of(bytes(
                "a1b23c4d 0002 0004 00000000 00000000 00040000 00000001", "6553f100 075bcd15 00000001 00000001 aa"));

        assertThat(little.packets).containsExactly(new Packet("aa", 1, 1_700_000_000_123_456_789L, 1));
        assertThat(big.packets).isEqualTo(little.packets);
    }

    @Test
    void readsTheLongRecordsOfKuznetzovsVariant() throws IOException {
        var recorded = RecordedPackets.of(bytes(
                "34cdb2a1 0200 0400 00000000 00000000 00000400 01000000",
                "00f15365 40e20100 02000000 02000000 02000000 0008 00 00 aabb",
                "00f15365 40e20100 01000000 01000000 02000000 0008 04 00 cc"));

        assertThat(recorded.packets).containsExactly(new Packet("aabb", 2, TIME, 1), new Packet("cc", 1, TIME, 1));
    }

    @Test
    void takesSecondsAsUnsigned() throws IOException {
        var recorded = RecordedPackets.of(bytes(LITTLE_HEADER, "ffffffff 00000000 01000000 01000000 aa"));

        assertThat(recorded.packets.getFirst().nanos()).isEqualTo(4_294_967_295_000_000_000L);
    }

    @Test
    void leavesTheFrameCheckSequenceBitsOutOfTheLinkType() throws IOException {
        var recorded = RecordedPackets.of(bytes(
                "d4c3b2a1 0200 0400 00000000 00000000 00000400 01000054", "00f15365 40e20100 01000000 01000000 aa"));

        assertThat(recorded.packets.getFirst().linkType()).isEqualTo(1);
    }

    @Test
    void readsEnhancedPacketsOfTwoInterfacesInTheirOwnResolutions() throws IOException {
        var recorded = RecordedPackets.of(bytes(
                "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000",
                // Ethernet, resolution not named, so microseconds; a comment option first
                "01000000 20000000 0100 0000 00000400 0100 0300 61626300 0000 0000 20000000",
                // raw IP, nanoseconds
                "01000000 20000000 6500 0000 00000400 0900 0100 09000000 0000 0000 20000000",
                "06000000 24000000 00000000 240a0600 40729a00 03000000 03000000 aabbcc00 24000000",
                "06000000 24000000 01000000 31979717 1571d900 01000000 09000000 45000000 24000000"));

        assertThat(recorded.packets)
                .containsExactly(
                        new Packet("aabbcc", 3, (0x60a24L << 32 | 0x9a7240L) * 1000, 1),
                        new Packet("45", 9, 0x17979731L << 32 | 0xd97115L, 101));
        assertThat(recorded.losses.isEmpty()).isTrue();
    }

    @Test
    void readsSeveralSectionsEachInItsOwnByteOrder() throws IOException {
        var recorded = RecordedPackets.of(bytes(
                "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000",
                "01000000 14000000 0100 0000 00000000 14000000",
                "06000000 24000000 00000000 00000000 01000000 01000000 01000000 aa000000 24000000",
                "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c",
                "00000001 00000014 0065 0000 00000000 00000014",
                "00000006 00000024 00000000 00000000 00000002 00000001 00000001 bb000000 00000024"));

        assertThat(recorded.packets).containsExactly(new Packet("aa", 1, 1000, 1), new Packet("bb", 1, 2000, 101));
    }

    @Test
    void readsSimpleAndObsoletePackets() throws IOException {
        var recorded = RecordedPackets.of(bytes(
                "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000",
                "01000000 14000000 0100 0000 02000000 14000000",
                "02000000 24000000 0000 0700 00000000 05000000 01000000 01000000 aa000000 24000000",
                // cut at the interface's snap length of 2
                "03000000 14000000 05000000 bbcc0000 14000000"));

        assertThat(recorded.packets).containsExactly(new Packet("aa", 1, 5000, 1), new Packet("bbcc", 5, 5000, 1));
    }

    @Test
    void leavesUnknownBlocksAndOptionsOut() throws IOException {
        var recorded = RecordedPackets.of(bytes(
                "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000",
                "01000000 14000000 0100 0000 00000000 14000000",
                "0a000000 14000000 4c534b54 00000000 14000000",
                "ad0b0000 10000000 39300000 10000000",
                "06000000 30000000 00000000 00000000 01000000 01000000 01000000 aa000000",
                "0200 0400 00000000 0000 0000 30000000"));

        assertThat(recorded.packets).containsExactly(new Packet("aa", 1, 1000, 1));
        assertThat(recorded.losses.isEmpty()).isTrue();
    }

    @Test
    void countsWhatTheCapturingProgramSaysItDropped() throws IOException {
        var recorded = RecordedPackets.of(bytes(
                "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000",
                "01000000 14000000 0100 0000 00000000 14000000",
                "05000000 28000000 00000000 00000000 00000000 0500 0800 0700000000000000 0000 0000 28000000"));

        assertThat(recorded.losses.counts()).isEqualTo(Map.of(Reason.DROPPED_BY_KERNEL, 7L));
    }

    @Test
    void doesNotTakeTextOrNothingForACapture() throws IOException {
        for (String text : new String[] {"", "a", "#separator \\x09\n", "{\"ts\":1.0}\n".repeat(100)}) {
            var recorded = RecordedPackets.of(text.getBytes(StandardCharsets.UTF_8));

            assertThat(recorded.recognised).as(text).isFalse();
            assertThat(recorded.packets).isEmpty();
            assertThat(recorded.losses.isEmpty()).isTrue();
        }
    }

    @Test
    void readsACaptureWithoutPackets() throws IOException {
        var recorded = RecordedPackets.of(bytes(LITTLE_HEADER));

        assertThat(recorded.recognised).isTrue();
        assertThat(recorded.packets).isEmpty();
        assertThat(recorded.losses.isEmpty()).isTrue();
    }

    @Test
    void stopsWhenToldTo() throws IOException {
        var file = new ByteArrayOutputStream();
        file.write(bytes(LITTLE_HEADER));
        byte[] record = bytes("00f15365 40e20100 00080000 00080000", "00".repeat(2048));
        for (int i = 0; i < 2000; i++) {
            file.write(record);
        }
        var recorded = new RecordedPackets();
        try (InputFile input = InputFile.of("test", new java.io.ByteArrayInputStream(file.toByteArray()))) {
            var reader = new CaptureReader(input, recorded.losses);
            PacketHandler stopping = (bytes, offset, length, wireLength, nanos, linkType) -> {
                recorded.packet(bytes, offset, 0, wireLength, nanos, linkType);
                reader.stop();
            };
            assertThat(reader.read(stopping)).isTrue();
        }

        assertThat(recorded.packets).hasSizeBetween(1, 1000);
    }
}
