package dev.sekisho.traffic.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.packet.TransportPacket;
import dev.sekisho.traffic.session.SessionCollector.CollectedSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the network cuts, repeats and shuffles a conversation, its sessions are the same. */
class SegmentationPropertyTest {
    private static final int ROUNDS = 200;
    private static final int TURNS = 4;

    @Test
    void sessionsAreIndependentOfSegmentation() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var script = new PacketScript();
            var connection = script.tcp("10.0.0.7", 40_000, "192.0.2.80", 8080).connect();
            for (int turn = 0; turn < TURNS; turn++) {
                send(random, connection, true, request(turn));
                send(random, connection, false, response(turn));
            }
            connection.close();

            List<CollectedSession> sessions = script.end().sessions();

            String where = "round " + round + " of seed " + seed;
            assertThat(sessions).as(where).hasSize(1);
            CollectedSession session = sessions.getFirst();
            assertThat(session.key().server()).as(where).isEqualTo("a.example");
            assertThat(session.exchanges()).as(where).hasSize(TURNS);
            for (int turn = 0; turn < TURNS; turn++) {
                var exchange = session.exchanges().get(turn);
                assertThat(exchange.bytesUp()).as(where).isEqualTo(request(turn).length());
                assertThat(exchange.bytesDown())
                        .as(where)
                        .isEqualTo(response(turn).length());
                assertThat(exchange.request()).as(where).isNotNull();
                assertThat(exchange.response()).as(where).isNotNull();
            }
            assertThat(script.losses.isEmpty()).as(where).isTrue();
        }
    }

    private static String request(int turn) {
        return "POST /in/" + turn + " HTTP/1.1\r\nHost: a.example\r\nContent-Length: " + 37 * turn + "\r\n\r\n"
                + "y".repeat(37 * turn);
    }

    private static String response(int turn) {
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n"
                + (turn % 2 == 0 ? "" : "2\r\nef\r\n") + "0\r\n\r\n";
    }

    /** Sends a message in pieces, some of them twice, neighbours exchanged. */
    private static void send(Random random, PacketScript.Tcp connection, boolean fromClient, String message) {
        int base = fromClient ? connection.clientNext : connection.serverNext;
        List<int[]> pieces = new ArrayList<>();
        for (int at = 0; at < message.length(); ) {
            int to = Math.min(message.length(), at + 1 + random.nextInt(40));
            int[] piece = {Math.max(0, at - random.nextInt(3)), to};
            pieces.add(piece);
            if (random.nextInt(6) == 0) {
                pieces.add(piece);
            }
            at = to;
        }
        for (int i = 1; i < pieces.size(); i++) {
            if (random.nextInt(3) == 0) {
                pieces.add(i - 1, pieces.remove(i));
            }
        }
        for (int[] piece : pieces) {
            connection.segment(fromClient, TransportPacket.ACK, base + piece[0], message.substring(piece[0], piece[1]));
        }
        if (fromClient) {
            connection.clientNext += message.length();
        } else {
            connection.serverNext += message.length();
        }
    }
}
