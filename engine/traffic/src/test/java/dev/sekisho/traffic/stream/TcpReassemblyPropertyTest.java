package dev.sekisho.traffic.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However a stream is cut, repeated and shuffled, its reader sees the same bytes. */
class TcpReassemblyPropertyTest {
    private static final int ROUNDS = 500;

    private record Piece(boolean fromClient, int from, String data) {}

    @Test
    void streamIsIndependentOfSegmentation() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String client = text(random, 'a');
            String server = text(random, 'A');
            List<Piece> pieces = new ArrayList<>();
            cut(random, true, client, pieces);
            cut(random, false, server, pieces);
            shuffleNear(random, pieces);
            var script = new SegmentScript(random.nextInt(), random.nextInt()).handshake();

            for (Piece piece : pieces) {
                if (piece.fromClient()) {
                    script.client(piece.from(), piece.data(), 0);
                } else {
                    script.server(piece.from(), piece.data(), 0);
                }
            }
            script.flush();

            assertThat(script.seen.client)
                    .as("client, round %d of seed %d", round, seed)
                    .hasToString(client);
            assertThat(script.seen.server)
                    .as("server, round %d of seed %d", round, seed)
                    .hasToString(server);
            assertThat(script.reassembly.bytes(true)).isEqualTo(client.length());
            assertThat(script.reassembly.waitingBytes()).isZero();
            assertThat(script.losses.isEmpty())
                    .as("losses, round %d of seed %d", round, seed)
                    .isTrue();
        }
    }

    private static String text(Random random, char base) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(400);
        for (int i = 0; i < length; i++) {
            text.append((char) (base + i % 26));
        }
        return text.toString();
    }

    /** Cuts a stream into pieces, some of them twice, some of them overlapping the piece before. */
    private static void cut(Random random, boolean fromClient, String stream, List<Piece> pieces) {
        int at = 0;
        while (at < stream.length()) {
            int from = Math.max(0, at - (random.nextInt(4) == 0 ? random.nextInt(10) : 0));
            int to = Math.min(stream.length(), at + 1 + random.nextInt(30));
            Piece piece = new Piece(fromClient, from, stream.substring(from, to));
            pieces.add(piece);
            if (random.nextInt(8) == 0) {
                pieces.add(piece);
            }
            at = to;
        }
    }

    private static void shuffleNear(Random random, List<Piece> pieces) {
        for (int i = 0; i < pieces.size(); i++) {
            int other = Math.min(pieces.size() - 1, i + random.nextInt(12));
            Piece moved = pieces.get(i);
            pieces.set(i, pieces.get(other));
            pieces.set(other, moved);
        }
    }
}
