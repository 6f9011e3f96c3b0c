package dev.sekisho.bench.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sekisho.traffic.capture.PacketHandler;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Synthetic capture of very many HTTP connections that are all open at once, each later sending one more request.
 *
 * <p>Connection {@code i} is of client {@code 10.0.0.0 + 1 + i mod 20,000} with server {@code i / 20,000}, named
 * {@code s<n>.synthetic.example}, so that every connection is a session of its own. First all connections are opened and
 * send {@code GET /1}, one every {@value #SPACING_NANOS} ns; then, {@value #PAUSE_SECONDS} s after the last, each sends
 * {@code GET /2}, in an order that has nothing to do with the first. Both are answered. None is closed. The truth is
 * therefore simple: as many sessions as connections, each of exactly two exchanges.
 *
 * <p>Run it with {@code java -cp … dev.sekisho.bench.synthetic.MillionConnections OUT.pcap [CONNECTIONS]}.
 */
public final class MillionConnections {
    static final int CLIENTS = 20_000;
    static final long SPACING_NANOS = 300_000;
    static final long PAUSE_SECONDS = 60;

    private static final long START_NANOS = 1_800_000_000L * 1_000_000_000L;
    private static final long ANSWER_NANOS = 20_000;
    private static final int FIRST_CLIENT = 0x0a00_0001;
    private static final int FIRST_SERVER = 0xc612_0001;
    private static final int SERVER_PORT = 80;
    private static final int MOST = 60_000_000;
    private static final byte[] NOTHING = {};
    private static final byte[] RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(US_ASCII);

    private final TcpFrame frame;
    private final byte[][] requests;

    private MillionConnections(int connections, PacketHandler out) {
        if (connections < 1 || connections > MOST) {
            throw new IllegalArgumentException("connections must be between 1 and " + MOST + ", but is " + connections);
        }
        this.frame = new TcpFrame(out);
        int servers = (connections - 1) / CLIENTS + 1;
        requests = new byte[2 * servers][];
        for (int server = 0; server < servers; server++) {
            for (int round = 0; round < 2; round++) {
                String request = "GET /" + (round + 1) + " HTTP/1.1\r\nHost: s" + server + ".synthetic.example\r\n\r\n";
                requests[2 * server + round] = request.getBytes(US_ASCII);
            }
        }
    }

    /** Sends the packets of {@code connections} connections to {@code out}, in the order of their times. */
    public static void send(int connections, PacketHandler out) {
        MillionConnections capture = new MillionConnections(connections, out);
        for (int i = 0; i < connections; i++) {
            capture.open(i, START_NANOS + i * SPACING_NANOS);
        }
        long later = START_NANOS + connections * SPACING_NANOS + PAUSE_SECONDS * 1_000_000_000L;
        int step = strideFor(connections);
        for (int i = 0, at = 0; i < connections; i++) {
            capture.ask(at, 1, later + i * SPACING_NANOS);
            at = (int) (((long) at + step) % connections);
        }
    }

    /** A stride that visits every connection once: coprime with their number, and long. */
    private static int strideFor(int connections) {
        int stride = (int) (connections * 0.618) | 1;
        while (greatestCommonDivisor(stride, connections) != 1) {
            stride += 2;
        }
        return stride;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private void open(int i, long nanos) {
        int sequence = initialSequence(i);
        toServer(i, nanos, sequence, 0, TcpFrame.SYN, NOTHING);
        toClient(i, nanos + ANSWER_NANOS, ~sequence, sequence + 1, TcpFrame.SYN | TcpFrame.ACK, NOTHING);
        ask(i, 0, nanos + 2 * ANSWER_NANOS);
    }

    private void ask(int i, int round, long nanos) {
        byte[] request = requests[2 * (i / CLIENTS) + round];
        int sent = initialSequence(i) + 1 + round * request.length;
        int received = ~initialSequence(i) + 1 + round * RESPONSE.length;
        toServer(i, nanos, sent, received, TcpFrame.PUSH | TcpFrame.ACK, request);
        toClient(i, nanos + ANSWER_NANOS, received, sent + request.length, TcpFrame.PUSH | TcpFrame.ACK, RESPONSE);
    }

    private static int initialSequence(int i) {
        return i * 0x9e37_79b9;
    }

    private void toServer(int i, long nanos, int sequence, int acknowledgement, int flags, byte[] payload) {
        frame.send(
                nanos,
                client(i),
                clientPort(i),
                server(i),
                SERVER_PORT,
                sequence,
                acknowledgement,
                flags,
                payload,
                0,
                payload.length);
    }

    private void toClient(int i, long nanos, int sequence, int acknowledgement, int flags, byte[] payload) {
        frame.send(
                nanos,
                server(i),
                SERVER_PORT,
                client(i),
                clientPort(i),
                sequence,
                acknowledgement,
                flags,
                payload,
                0,
                payload.length);
    }

    private static int client(int i) {
        return FIRST_CLIENT + i % CLIENTS;
    }

    private static int clientPort(int i) {
        return 20_000 + i / CLIENTS % 40_000;
    }

    private static int server(int i) {
        return FIRST_SERVER + i / CLIENTS;
    }

    /** Writes the capture; without arguments says how. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: MillionConnections OUT.pcap [CONNECTIONS]");
            System.exit(2);
        }
        int connections = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 1_000_000;
        try (PcapOutput out = new PcapOutput(Path.of(arguments[0]))) {
            send(connections, out);
        }
    }
}
