package dev.sekisho.traffic.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.traffic.Losses;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PacketDecoderFuzzTest {
    private static final int[] LINK_TYPES = {
        0, 1, 9, 12, 14, 50, 51, 100, 101, 104, 105, 107, 108, 113, 117, 119, 127, 163, 166, 192, 204, 228, 229, 239,
        276
    };

    static Stream<Arguments> seeds() {
        return Stream.of(
                        "01 020000000001 020000000002 0800" + DecodedPackets.TCP4,
                        "01 020000000001 020000000002 8100 0001 8864 1100 0001 002c 21" + DecodedPackets.TCP4,
                        "01 020000000001 020000000002 8847 00010140 00000000 020000000003 020000000004 0800"
                                + DecodedPackets.TCP4,
                        "08 4500005d 00010000 40110000 0a0000090a00000a c000 12b5 0049 0000 08000000 00000100"
                                + "020000000001 020000000002 0800" + DecodedPackets.TCP4,
                        "08 45000057 00010000 40110000 0a0000090a00000a c000 0dd8 0043 0000 0000111122222222"
                                + DecodedPackets.UDP6,
                        "10 0000 0900 02000000 00 0802 0000 020000000001 020000000002 020000000003 0000"
                                + "aaaa03 000000 0800" + DecodedPackets.TCP4)
                .map(hex -> Arguments.of((Object) DecodedPackets.bytes(hex)));
    }

    /** The first byte chooses the link type, the second of each packet its length. */
    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void neverThrows(byte[] data) {
        decode(data);
    }

    private static void decode(byte[] data) {
        if (data.length < 1) {
            return;
        }
        Losses losses = new Losses();
        PacketDecoder decoder = new PacketDecoder(new BoundsCheck(), losses);
        int linkType = LINK_TYPES[(data[0] & 0xff) % LINK_TYPES.length];
        decoder.packet(data, 1, data.length - 1, data.length - 1, 0, linkType);
        decoder.packet(data, 1, data.length - 1, data.length + 100, 1, linkType);
        for (int at = 1; at + 1 < data.length; ) {
            int length = Math.min(data[at] & 0xff, data.length - at - 1);
            decoder.packet(data, at + 1, length, length, at, linkType);
            at += 1 + length;
        }
        decoder.end();
    }

    /** What is reported lies within the array. */
    private static final class BoundsCheck implements TransportHandler {
        @Override
        public void tcp(TransportPacket segment) {
            check(segment);
        }

        @Override
        public void udp(TransportPacket datagram) {
            check(datagram);
        }

        private static void check(TransportPacket packet) {
            int addressBytes = packet.ipv6 ? 16 : 4;
            boolean inside = packet.payload >= 0
                    && packet.payloadLength >= 0
                    && packet.payload + packet.payloadLength <= packet.bytes.length
                    && packet.wirePayloadLength >= packet.payloadLength
                    && packet.sourceAddress >= 0
                    && packet.sourceAddress + addressBytes <= packet.bytes.length
                    && packet.destinationAddress + addressBytes <= packet.bytes.length;
            if (!inside) {
                throw new AssertionError("reported outside of the packet");
            }
        }
    }

    @Test
    void survivesMutatedPacketsOfEveryLinkType() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[][] seeds = seeds().map(arguments -> (byte[]) arguments.get()[0]).toArray(byte[][]::new);
        for (int round = 0; round < 100_000; round++) {
            byte[] data = seeds[random.nextInt(seeds.length)].clone();
            data[0] = (byte) random.nextInt(256);
            for (int i = random.nextInt(6); i > 0; i--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            try {
                decode(data);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
        assertThat(seeds).isNotEmpty();
    }
}
