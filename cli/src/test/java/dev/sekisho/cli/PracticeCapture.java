package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * Writes a made-up capture (classic pcap, Ethernet, IPv4) of conversations over TCP, one after the other. All addresses
 * and names are those reserved for documentation (RFC 5737, RFC 2606).
 */
final class PracticeCapture {
    /** Time of the first packet. */
    static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private static final int SEGMENT_BYTES = 1460;
    private static final int HEADER_BYTES = 14 + 20 + 20;
    private static final int SERVER = 0xc6336402; // 198.51.100.2
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int ACK = 16;

    private final OutputStream output;
    private final ByteBuffer frame = ByteBuffer.allocate(16 + HEADER_BYTES + SEGMENT_BYTES);
    private long micros = START.getEpochSecond() * 1_000_000;
    private int client;
    private int clientPort;
    private int serverPort;
    private int clientSequence;
    private int serverSequence;

    /** Begins a capture in {@code output}, which stays open. */
    PracticeCapture(OutputStream output) throws IOException {
        this.output = output;
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4);
        header.putInt(0).putInt(0).putInt(65_535).putInt(1);
        output.write(header.array());
    }

    /** Opens a connection of the client 192.0.2.{@code number} to 198.51.100.2; what was open before is left as it is. */
    PracticeCapture open(int number, int port) throws IOException {
        client = 0xc0000200 + number;
        clientPort = 40_000 + (clientPort + 1) % 20_000;
        serverPort = port;
        clientSequence = 1_000;
        serverSequence = 5_000;
        segment(true, SYN, new byte[0], 0, 0);
        segment(false, SYN | ACK, new byte[0], 0, 0);
        segment(true, ACK, new byte[0], 0, 0);
        return this;
    }

    /** Sends bytes of one side, in segments that the other side acknowledges. */
    PracticeCapture send(boolean fromClient, byte[] bytes) throws IOException {
        for (int offset = 0; offset < bytes.length; offset += SEGMENT_BYTES) {
            segment(fromClient, ACK, bytes, offset, Math.min(SEGMENT_BYTES, bytes.length - offset));
            segment(!fromClient, ACK, new byte[0], 0, 0);
        }
        return this;
    }

    /** Sends an HTTP request and its answer with a body of {@code bodyBytes}. */
    PracticeCapture request(String method, String path, int bodyBytes) throws IOException {
        String request = method + " " + path + " HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: practice/1\r\n"
                + "Accept: */*\r\nReferer: http://www.example.org/\r\nCookie: a=b\r\n\r\n";
        send(true, request.getBytes(US_ASCII));
        String response = "HTTP/1.1 200 OK\r\nServer: practice\r\nContent-Type: text/html; charset=utf-8\r\n"
                + "Cache-Control: max-age=60\r\nContent-Length: " + bodyBytes + "\r\n\r\n";
        byte[] bytes = new byte[response.length() + bodyBytes];
        System.arraycopy(response.getBytes(US_ASCII), 0, bytes, 0, response.length());
        for (int i = response.length(); i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return send(false, bytes);
    }

    /** Closes the connection from both sides. */
    PracticeCapture close() throws IOException {
        segment(true, FIN | ACK, new byte[0], 0, 0);
        segment(false, FIN | ACK, new byte[0], 0, 0);
        segment(true, ACK, new byte[0], 0, 0);
        return this;
    }

    /** Lets time pass. */
    PracticeCapture pause(long milliseconds) {
        micros += milliseconds * 1_000;
        return this;
    }

    private void segment(boolean fromClient, int flags, byte[] payload, int offset, int length) throws IOException {
        frame.clear();
        int frameBytes = HEADER_BYTES + length;
        frame.order(ByteOrder.LITTLE_ENDIAN);
        frame.putInt((int) (micros / 1_000_000)).putInt((int) (micros % 1_000_000));
        frame.putInt(frameBytes).putInt(frameBytes);

        frame.order(ByteOrder.BIG_ENDIAN);
        frame.putLong(0x0200_0000_0001_0200L).putInt(2).putShort((short) 0x0800);
        frame.putShort((short) 0x4500).putShort((short) (40 + length)).putInt(0x0000_4000);
        frame.put((byte) 64).put((byte) 6).putShort((short) 0);
        frame.putInt(fromClient ? client : SERVER).putInt(fromClient ? SERVER : client);

        frame.putShort((short) (fromClient ? clientPort : serverPort));
        frame.putShort((short) (fromClient ? serverPort : clientPort));
        frame.putInt(fromClient ? clientSequence : serverSequence);
        frame.putInt(fromClient ? serverSequence : clientSequence);
        frame.putShort((short) (0x5000 | flags)).putShort((short) 65_535).putInt(0);
        frame.put(payload, offset, length);
        output.write(frame.array(), 0, frame.position());

        int taken = length + ((flags & (SYN | FIN)) != 0 ? 1 : 0);
        if (fromClient) {
            clientSequence += taken;
        } else {
            serverSequence += taken;
        }
        micros += 500;
    }
}
