package dev.sekisho.traffic.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.packet.TransportPacket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Very many connections open at once, each of a pair of its own, each asking a second time after all have asked once. */
class MillionConnectionsTest {
    private static final byte[] RESPONSE = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(ISO_8859_1);

    private final long[] sessionsByExchanges = new long[4];
    private final Losses losses = new Losses();
    private final ConnectionTracker tracker = new ConnectionTracker(
            SessionSettings.DEFAULT,
            new SessionSink() {
                @Override
                public void closed(CommunicationSession session) {
                    sessionsByExchanges[Math.min(session.exchanges(), 3)]++;
                }
            },
            losses);
    private final TransportPacket packet = new TransportPacket();
    private long nanos = PacketScript.START;

    @Test
    void sixtyThousandJoinTheirSessions() {
        askTwice(60_000);
    }

    @Test
    @Tag("long")
    void aMillionJoinTheirSessions() {
        askTwice(1_000_000);
    }

    private void askTwice(int connections) {
        for (int i = 0; i < connections; i++) {
            send(i, true, TransportPacket.SYN, 0, 0, new byte[0]);
            send(i, false, TransportPacket.SYN | TransportPacket.ACK, 0, 1, new byte[0]);
            ask(i, 0);
        }
        nanos += 60_000_000_000L;
        for (int i = 0; i < connections; i++) {
            ask(i, 1);
        }
        tracker.end();

        assertThat(sessionsByExchanges).containsExactly(0, 0, connections, 0);
        assertThat(losses.isEmpty()).isTrue();
    }

    private void ask(int i, int round) {
        byte[] request = ("GET /" + round + " HTTP/1.1\r\nHost: s" + i % 997 + ".example\r\n\r\n").getBytes(ISO_8859_1);
        int up = 1 + round * request.length;
        int down = 1 + round * RESPONSE.length;
        send(i, true, TransportPacket.ACK, up, down, request);
        send(i, false, TransportPacket.ACK, down, up + request.length, RESPONSE);
    }

    private void send(int i, boolean fromClient, int flags, int sequence, int acknowledgement, byte[] payload) {
        byte[] bytes = new byte[8 + payload.length];
        int client = fromClient ? 0 : 4;
        bytes[client] = 10;
        bytes[client + 1] = (byte) (i >>> 16);
        bytes[client + 2] = (byte) (i >>> 8);
        bytes[client + 3] = (byte) i;
        bytes[4 - client] = (byte) 198;
        bytes[4 - client + 1] = 18;
        System.arraycopy(payload, 0, bytes, 8, payload.length);
        packet.bytes = bytes;
        packet.nanos = nanos;
        packet.sourceAddress = 0;
        packet.destinationAddress = 4;
        packet.sourcePort = fromClient ? 40_000 : 80;
        packet.destinationPort = fromClient ? 80 : 40_000;
        packet.flags = flags;
        packet.sequence = sequence;
        packet.acknowledgement = acknowledgement;
        packet.payload = 8;
        packet.payloadLength = payload.length;
        packet.wirePayloadLength = payload.length;
        nanos += 50_000;
        tracker.tcp(packet);
    }
}
