package dev.sekisho.traffic.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.traffic.capture.CaptureWriter.Form;
import dev.sekisho.traffic.capture.RecordedPackets.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CaptureWriterTest {
    @Test
    void readsBackWhatWasWritten() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 24; round++) {
            Form form = Form.values()[round % 3];
            ByteOrder order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            List<Packet> written = new ArrayList<>();
            var file = new ByteArrayOutputStream();
            try (CaptureWriter writer = new CaptureWriter(file, form, order)) {
                writeRandomPackets(writer, form, random, written);
            }

            var recorded = RecordedPackets.of(file.toByteArray());

            assertThat(recorded.packets).as("%s %s, seed %d", form, order, seed).isEqualTo(written);
            assertThat(recorded.losses.counts()).isEmpty();
        }
    }

    private static void writeRandomPackets(CaptureWriter writer, Form form, Random random, List<Packet> written) {
        int number = random.nextInt(80);
        for (int i = 0; i < number; i++) {
            byte[] packet = new byte[random.nextInt(10) == 0 ? random.nextInt(1, 200_000) : random.nextInt(1, 1600)];
            random.nextBytes(packet);
            int wireLength = packet.length + (random.nextBoolean() ? 0 : random.nextInt(3000));
            long nanos = random.nextLong(1L << 61);
            if (form == Form.PCAP) {
                nanos = nanos / 1000 * 1000;
            }
            int linkType = form == Form.PCAPNG ? random.nextInt(300) : 101;
            writer.packet(packet, 0, packet.length, wireLength, nanos, linkType);
            written.add(new Packet(HexFormat.of().formatHex(packet), wireLength, nanos, linkType));
        }
    }

    @Test
    void writesTheBytesOfTheSpecification() throws IOException {
        var file = new ByteArrayOutputStream();
        try (CaptureWriter writer = new CaptureWriter(file, Form.PCAP, ByteOrder.LITTLE_ENDIAN)) {
            writer.packet(new byte[] {1, 2, 3}, 1_700_000_000_123_456_789L, 1);
        }

        assertThat(HexFormat.of().formatHex(file.toByteArray()))
                .isEqualTo("d4c3b2a1020004000000000000000000" + "0000040001000000" + "00f1536540e201000300000003000000"
                        + "010203");
    }

    @Test
    void rejectsASecondLinkTypeInAClassicFile() throws IOException {
        try (CaptureWriter writer =
                new CaptureWriter(new ByteArrayOutputStream(), Form.PCAP, ByteOrder.LITTLE_ENDIAN)) {
            writer.packet(new byte[1], 0, 1);

            assertThatThrownBy(() -> writer.packet(new byte[1], 0, 101))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a file of the form PCAP holds packets of one link type, here 1, "
                            + "but the packet's is 101");
        }
    }
}
