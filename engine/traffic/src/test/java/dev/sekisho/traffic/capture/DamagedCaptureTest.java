package dev.sekisho.traffic.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.capture.CaptureWriter.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DamagedCaptureTest {
    private static final int PACKETS = 3000;
    private static final int PACKET_BYTES = 700;
    private static final long START = 1_700_000_000_000_000_000L;

    private static byte[] capture(Form form) throws IOException {
        Random random = new Random(1);
        var file = new ByteArrayOutputStream();
        try (CaptureWriter writer = new CaptureWriter(file, form, ByteOrder.LITTLE_ENDIAN)) {
            byte[] packet = new byte[PACKET_BYTES];
            for (int i = 0; i < PACKETS; i++) {
                random.nextBytes(packet);
                writer.packet(packet, START + i * 1_000_000L, 1);
            }
        }
        return file.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void readsUpToATruncatedEnd(Form form) throws IOException {
        byte[] whole = capture(form);
        for (int missing : new int[] {1, 3, PACKET_BYTES - 1, PACKET_BYTES + 3, PACKET_BYTES + 11}) {
            var recorded = RecordedPackets.of(Arrays.copyOf(whole, whole.length - missing));

            assertThat(recorded.packets).as("%d missing", missing).hasSize(PACKETS - 1);
            assertThat(recorded.losses.counts()).isEqualTo(Map.of(Reason.TRUNCATED_CAPTURE, 1L));
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void goesOnBehindAnOverwrittenStretch(Form form) throws IOException {
        byte[] damaged = capture(form);
        byte[] rubbish = new byte[10_000];
        new Random(2).nextBytes(rubbish);
        System.arraycopy(rubbish, 0, damaged, 1_000_000, rubbish.length);

        var recorded = RecordedPackets.of(damaged);

        int most = PACKETS - rubbish.length / (PACKET_BYTES + 36);
        assertThat(recorded.packets).hasSizeBetween(PACKETS - 17, most + 1);
        assertThat(recorded.packets.getLast().nanos()).isEqualTo(START + (PACKETS - 1) * 1_000_000L);
        assertThat(recorded.packets).allMatch(packet -> Math.abs(packet.nanos() - START) < 86_400_000_000_000L);
        assertThat(recorded.losses.count(Reason.CORRUPT_CAPTURE)).isBetween(1L, 3L);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void goesOnBehindAStretchOfZeros(Form form) throws IOException {
        byte[] damaged = capture(form);
        Arrays.fill(damaged, 1_000_000, 1_500_000, (byte) 0);

        var recorded = RecordedPackets.of(damaged);

        assertThat(recorded.packets).hasSizeGreaterThan(PACKETS - 730);
        assertThat(recorded.packets).allMatch(packet -> Math.abs(packet.nanos() - START) < 86_400_000_000_000L);
        assertThat(recorded.packets.getLast().nanos()).isEqualTo(START + (PACKETS - 1) * 1_000_000L);
        assertThat(recorded.losses.count(Reason.CORRUPT_CAPTURE)).isEqualTo(1);
    }

    @Test
    void goesOnBehindAnAbsurdLength() throws IOException {
        byte[] damaged = capture(Form.PCAP);
        int record = 24 + 100 * (16 + PACKET_BYTES);
        damaged[record + 11] = 0x7f;

        var recorded = RecordedPackets.of(damaged);

        assertThat(recorded.packets).hasSize(PACKETS - 1);
        assertThat(recorded.losses.counts()).isEqualTo(Map.of(Reason.CORRUPT_CAPTURE, 1L));
    }

    @Test
    void acceptsAWireLengthThatIsTooSmallWhereTheFileGoesOn() throws IOException {
        byte[] odd = capture(Form.PCAP);
        int record = 24 + 100 * (16 + PACKET_BYTES);
        Arrays.fill(odd, record + 12, record + 16, (byte) 0);

        var recorded = RecordedPackets.of(odd);

        assertThat(recorded.packets).hasSize(PACKETS);
        assertThat(recorded.packets.get(100).wireLength()).isEqualTo(PACKET_BYTES);
        assertThat(recorded.losses.isEmpty()).isTrue();
    }

    @Test
    void leavesOutPacketsOfAnInterfaceThatWasNeverDescribed() throws IOException {
        byte[] damaged = capture(Form.PCAPNG);
        int block = 28 + 32 + 10 * (32 + PACKET_BYTES);
        damaged[block + 8] = 9;

        var recorded = RecordedPackets.of(damaged);

        assertThat(recorded.packets).hasSize(PACKETS - 1);
        assertThat(recorded.losses.counts()).isEqualTo(Map.of(Reason.CORRUPT_CAPTURE, 1L));
    }
}
