package dev.sekisho.traffic.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sekisho.traffic.packet.TransportHandler;
import dev.sekisho.traffic.packet.TransportPacket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacketPipeTest {
    private static final int PACKETS = 50_000;

    static TransportPacket numbered(int number) {
        TransportPacket packet = new TransportPacket();
        int addressBytes = number % 3 == 0 ? 16 : 4;
        int payload = number % 700;
        packet.bytes = new byte[2 * addressBytes + payload + 5];
        packet.ipv6 = addressBytes == 16;
        packet.destinationAddress = addressBytes;
        packet.payload = 2 * addressBytes + 3;
        packet.payloadLength = payload;
        packet.wirePayloadLength = payload + number % 5;
        packet.sourcePort = number & 0xffff;
        packet.destinationPort = 0xffff - (number & 0xffff);
        packet.sequence = number;
        packet.acknowledgement = -number;
        packet.flags = number & 0xff;
        packet.nanos = 1_700_000_000_000_000_000L + number;
        for (int i = 0; i < payload; i++) {
            packet.bytes[packet.payload + i] = (byte) (number + i);
        }
        packet.bytes[0] = (byte) number;
        packet.bytes[addressBytes] = (byte) -number;
        return packet;
    }

    /** Checks that packets arrive whole and in order. */
    private static final class Checking implements TransportHandler {
        int next;

        @Override
        public void tcp(TransportPacket segment) {
            check(segment, false);
        }

        @Override
        public void udp(TransportPacket datagram) {
            check(datagram, true);
        }

        private void check(TransportPacket seen, boolean udp) {
            int number = next++;
            TransportPacket sent = numbered(number);
            assertThat(udp).isEqualTo(number % 2 == 0);
            assertThat(seen.ipv6).isEqualTo(sent.ipv6);
            assertThat(new long[] {
                        seen.nanos,
                        seen.sequence,
                        seen.acknowledgement,
                        seen.flags,
                        seen.sourcePort,
                        seen.destinationPort,
                        seen.payloadLength,
                        seen.wirePayloadLength
                    })
                    .containsExactly(
                            sent.nanos,
                            sent.sequence,
                            sent.acknowledgement,
                            sent.flags,
                            sent.sourcePort,
                            sent.destinationPort,
                            sent.payloadLength,
                            sent.wirePayloadLength);
            assertThat(seen.bytes[seen.sourceAddress]).isEqualTo((byte) number);
            assertThat(seen.bytes[seen.destinationAddress]).isEqualTo((byte) -number);
            for (int i = 0; i < seen.payloadLength; i++) {
                if (seen.bytes[seen.payload + i] != (byte) (number + i)) {
                    throw new AssertionError("payload byte " + i + " of packet " + number);
                }
            }
        }
    }

    private static void send(PacketPipe pipe, int number) {
        if (number % 2 == 0) {
            pipe.udp(numbered(number));
        } else {
            pipe.tcp(numbered(number));
        }
    }

    @Test
    void handsPacketsOnWholeAndInOrder() {
        PacketPipe pipe = new PacketPipe();
        Checking checking = new Checking();

        pipe.run(
                () -> {
                    for (int i = 0; i < PACKETS; i++) {
                        send(pipe, i);
                    }
                },
                checking);

        assertThat(checking.next).isEqualTo(PACKETS);
    }

    @Test
    void doesNotLoseAFaultOfTheReadingThread() {
        PacketPipe pipe = new PacketPipe();
        Checking checking = new Checking();

        assertThatThrownBy(() -> pipe.run(
                        () -> {
                            send(pipe, 0);
                            throw new IllegalStateException("disk on fire");
                        },
                        checking))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk on fire");
        assertThat(checking.next).isEqualTo(1);
    }

    @Test
    void endsTheReadingThreadWhenNobodyTakesItsPackets() throws InterruptedException {
        PacketPipe pipe = new PacketPipe();
        CountDownLatch ended = new CountDownLatch(1);
        TransportHandler broken = new TransportHandler() {
            @Override
            public void tcp(TransportPacket segment) {
                throw new IllegalStateException("pipe closed");
            }

            @Override
            public void udp(TransportPacket datagram) {}
        };

        assertThatThrownBy(() -> pipe.run(
                        () -> {
                            try {
                                for (int i = 0; ; i = (i + 1) % PACKETS) {
                                    send(pipe, i);
                                }
                            } finally {
                                ended.countDown();
                            }
                        },
                        broken))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("pipe closed");

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
