package dev.sekisho.bench.synthetic;

import dev.sekisho.traffic.capture.PacketHandler;
import java.nio.ByteBuffer;

/**
 * One Ethernet frame with IPv4 and TCP (RFC 791, RFC 9293), rewritten for each packet; lengths and checksums are right.
 * Used by one thread.
 */
final class TcpFrame {
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int PUSH = 0x08;
    static final int ACK = 0x10;
    static final int FIN = 0x01;

    /** The largest payload of one frame. */
    static final int SEGMENT = 1460;

    private static final int ETHERNET = 14;
    private static final int IP = 20;
    private static final int HEADERS = ETHERNET + IP + 20;
    private static final int LINK_TYPE_ETHERNET = 1;
    private static final int IP_CHECKSUM = ETHERNET + 10;
    private static final int TCP_CHECKSUM = ETHERNET + IP + 16;
    private static final int TCP_PROTOCOL = 6;

    private final byte[] bytes = new byte[HEADERS + SEGMENT];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private final PacketHandler out;

    /** Frames go to {@code out}, which must not keep the array it is given. */
    TcpFrame(PacketHandler out) {
        this.out = out;
        buffer.put(12, (byte) 0x08).put(ETHERNET, (byte) 0x45).put(ETHERNET + 8, (byte) 64);
        buffer.put(ETHERNET + 9, (byte) TCP_PROTOCOL).put(ETHERNET + IP + 12, (byte) 0x50);
        buffer.putShort(ETHERNET + 6, (short) 0x4000).putShort(ETHERNET + IP + 14, (short) 0xffff);
    }

    /**
     * Sends one frame.
     *
     * @param nanos time since 1970 in nanoseconds
     * @param from sender's IPv4 address
     * @param to receiver's IPv4 address
     * @param payload at most {@value #SEGMENT} bytes from {@code offset}
     */
    void send(
            long nanos,
            int from,
            int fromPort,
            int to,
            int toPort,
            int sequence,
            int acknowledgement,
            int flags,
            byte[] payload,
            int offset,
            int length) {
        addresses(from, to);
        buffer.putShort(ETHERNET + 2, (short) (IP + 20 + length)).putShort(ETHERNET + 4, (short) sequence);
        buffer.putInt(ETHERNET + 12, from).putInt(ETHERNET + 16, to);
        buffer.putShort(ETHERNET + IP, (short) fromPort).putShort(ETHERNET + IP + 2, (short) toPort);
        buffer.putInt(ETHERNET + IP + 4, sequence).putInt(ETHERNET + IP + 8, acknowledgement);
        buffer.put(ETHERNET + IP + 13, (byte) flags);
        System.arraycopy(payload, offset, bytes, HEADERS, length);
        buffer.putShort(IP_CHECKSUM, (short) 0).putShort(TCP_CHECKSUM, (short) 0);
        buffer.putShort(IP_CHECKSUM, checksum(ETHERNET, IP, 0));
        int pseudoHeader = sum(ETHERNET + 12, 8) + TCP_PROTOCOL + 20 + length;
        buffer.putShort(TCP_CHECKSUM, checksum(ETHERNET + IP, 20 + length, pseudoHeader));
        out.packet(bytes, 0, HEADERS + length, HEADERS + length, nanos, LINK_TYPE_ETHERNET);
    }

    /** Locally administered hardware addresses that follow from the IP addresses. */
    private void addresses(int from, int to) {
        buffer.putShort(0, (short) 0x0200)
                .putInt(2, to)
                .putShort(6, (short) 0x0200)
                .putInt(8, from);
    }

    /** RFC 1071. */
    private short checksum(int offset, int length, int start) {
        int total = start + sum(offset, length);
        while (total > 0xffff) {
            total = (total & 0xffff) + (total >>> 16);
        }
        return (short) ~total;
    }

    private int sum(int offset, int length) {
        int total = 0;
        int end = offset + length;
        for (int i = offset; i + 1 < end; i += 2) {
            total += ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
        }
        return (length & 1) == 0 ? total : total + ((bytes[end - 1] & 0xff) << 8);
    }
}
