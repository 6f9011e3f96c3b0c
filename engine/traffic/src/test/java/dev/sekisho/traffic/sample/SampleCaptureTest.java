package dev.sekisho.traffic.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.capture.CaptureReader;
import dev.sekisho.traffic.capture.InputFile;
import dev.sekisho.traffic.packet.PacketDecoder;
import dev.sekisho.traffic.packet.TransportHandler;
import dev.sekisho.traffic.packet.TransportPacket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SampleCaptureTest {
    private static byte[] sample(long seed) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        SampleCapture.write(file, seed);
        return file.toByteArray();
    }

    @Test
    void isTheSameForTheSameSeed() throws IOException {
        assertThat(sample(1)).isEqualTo(sample(1)).isNotEqualTo(sample(2));
    }

    @Test
    void isReadWithoutLossAndInTheOrderOfTime() throws IOException {
        Losses losses = new Losses();
        long[] counts = new long[2];
        TransportHandler counter = new TransportHandler() {
            private long last;

            @Override
            public void tcp(TransportPacket segment) {
                counts[0]++;
                assertThat(segment.nanos).isGreaterThanOrEqualTo(last);
                last = segment.nanos;
            }

            @Override
            public void udp(TransportPacket datagram) {
                counts[1]++;
            }
        };

        try (InputFile input = InputFile.of("sample", new ByteArrayInputStream(sample(1)))) {
            new CaptureReader(input, losses).read(new PacketDecoder(counter, losses));
        }

        assertThat(counts[0]).isBetween(10_000L, 60_000L);
        assertThat(counts[1]).isBetween(200L, 2000L);
        assertThat(losses.counts()).isEmpty();
    }
}
