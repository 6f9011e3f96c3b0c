package dev.sekisho.traffic.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.packet.TransportPacket;

/** Segments of every kind in any order neither break the reassembly nor make it count wrongly. */
class TcpReassemblyFuzzTest {
    /** Counts what is handed on. */
    private static final class Counter implements StreamParser {
        long client;
        long server;

        @Override
        public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
            assertThat(length).isPositive();
            assertThat(offset + length).isLessThanOrEqualTo(bytes.length);
            count(fromClient, length);
        }

        @Override
        public void gap(boolean fromClient, long length, long nanos) {
            assertThat(length).isPositive();
            count(fromClient, length);
        }

        private void count(boolean fromClient, long length) {
            if (fromClient) {
                client += length;
            } else {
                server += length;
            }
        }

        @Override
        public void end(long nanos) {}
    }

    @FuzzTest
    void anySegmentsAreCountedRight(FuzzedDataProvider data) {
        Counter counter = new Counter();
        TcpReassembly reassembly = new TcpReassembly(counter, new Losses());
        TransportPacket packet = new TransportPacket();
        packet.bytes = new byte[2048];
        int clientAt = data.consumeInt();
        int serverAt = data.consumeInt();
        while (data.remainingBytes() > 0) {
            boolean fromClient = data.consumeBoolean();
            packet.flags = data.consumeByte() & ~TransportPacket.RST & 0xff;
            packet.payload = data.consumeInt(0, 16);
            packet.payloadLength = data.consumeInt(0, 1500);
            packet.wirePayloadLength = packet.payloadLength + (data.consumeBoolean() ? data.consumeInt(0, 3000) : 0);
            int jump = data.consumeBoolean() ? data.consumeInt() : data.consumeInt(-3000, 3000);
            packet.sequence = (fromClient ? clientAt : serverAt) + jump;
            packet.acknowledgement =
                    (fromClient ? serverAt : clientAt) + (data.consumeBoolean() ? data.consumeInt(-9, 9999) : 0);
            packet.nanos += data.consumeInt(-1_000_000, 100_000_000);
            if (fromClient) {
                clientAt += packet.wirePayloadLength;
            } else {
                serverAt += packet.wirePayloadLength;
            }

            reassembly.segment(fromClient, packet);

            assertThat(reassembly.waitingBytes()).isLessThanOrEqualTo(2 * TcpReassembly.MAX_WAITING_BYTES);
        }
        reassembly.flush(packet.nanos);

        assertThat(counter.client).isEqualTo(reassembly.bytes(true));
        assertThat(counter.server).isEqualTo(reassembly.bytes(false));
        assertThat(reassembly.isWaiting()).isFalse();
    }
}
