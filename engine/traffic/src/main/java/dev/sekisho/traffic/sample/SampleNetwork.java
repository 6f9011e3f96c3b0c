package dev.sekisho.traffic.sample;

import dev.sekisho.traffic.capture.CaptureWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A made-up network: takes the packets of its conversations in any order, each with correct headers and check sums, and
 * writes them in the order of their times.
 */
@SuppressWarnings({"ArrayRecordComponent", "ByteBufferBackingArray", "OperatorPrecedence", "IntLongMath"})
final class SampleNetwork {
    static final int TCP = 6;
    static final int UDP = 17;

    static final int FIN = 1;
    static final int SYN = 2;
    static final int PUSH = 8;
    static final int ACK = 16;

    private static final int ETHERNET = 1;
    private static final int ETHERNET_BYTES = 14;
    private static final int IPV4_BYTES = 20;
    private static final int TCP_BYTES = 20;
    private static final int UDP_BYTES = 8;
    private static final int TIME_TO_LIVE = 64;

    private final List<Frame> frames = new ArrayList<>();
    private int identification;

    private record Frame(long nanos, byte[] bytes) {}

    /**
     * One end of a conversation.
     *
     * @param address IPv4 address as a number
     * @param port port
     */
    record End(int address, int port) {
        /** The end at {@code a.b.c.d}. */
        static End of(int a, int b, int c, int d, int port) {
            return new End(a << 24 | b << 16 | c << 8 | d, port);
        }
    }

    /** Adds a UDP datagram. */
    void datagram(End from, End to, byte[] payload, long nanos) {
        ByteBuffer packet = packet(from, to, UDP, UDP_BYTES + payload.length);
        packet.putShort((short) from.port()).putShort((short) to.port());
        packet.putShort((short) (UDP_BYTES + payload.length)).putShort((short) 0);
        packet.put(payload);
        checkTransport(packet, UDP, 6);
        frames.add(new Frame(nanos, packet.array()));
    }

    /** Adds a TCP segment. */
    void segment(End from, End to, int sequence, int acknowledgement, int flags, byte[] payload, long nanos) {
        ByteBuffer packet = packet(from, to, TCP, TCP_BYTES + payload.length);
        packet.putShort((short) from.port()).putShort((short) to.port());
        packet.putInt(sequence).putInt(acknowledgement);
        packet.put((byte) (TCP_BYTES / 4 << 4)).put((byte) flags).putShort((short) 64_240);
        packet.putShort((short) 0).putShort((short) 0);
        packet.put(payload);
        checkTransport(packet, TCP, 16);
        frames.add(new Frame(nanos, packet.array()));
    }

    private ByteBuffer packet(End from, End to, int protocol, int payloadBytes) {
        ByteBuffer packet = ByteBuffer.allocate(ETHERNET_BYTES + IPV4_BYTES + payloadBytes);
        putHardwareAddress(packet, to);
        putHardwareAddress(packet, from);
        packet.putShort((short) 0x0800);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) (IPV4_BYTES + payloadBytes));
        packet.putShort((short) identification++).putShort((short) 0x4000);
        packet.put((byte) TIME_TO_LIVE).put((byte) protocol).putShort((short) 0);
        packet.putInt(from.address()).putInt(to.address());
        packet.putShort(ETHERNET_BYTES + 10, checkSum(packet, ETHERNET_BYTES, ETHERNET_BYTES + IPV4_BYTES, 0));
        return packet;
    }

    /** A locally administered address made of the IP address. */
    private static void putHardwareAddress(ByteBuffer packet, End end) {
        packet.putShort((short) 0x0200).putInt(end.address());
    }

    private static void checkTransport(ByteBuffer packet, int protocol, int offset) {
        int begin = ETHERNET_BYTES + IPV4_BYTES;
        int end = packet.capacity();
        long pseudoHeader = protocol + (end - begin);
        for (int at = ETHERNET_BYTES + 12; at < begin; at += 2) {
            pseudoHeader += packet.getShort(at) & 0xffff;
        }
        packet.putShort(begin + offset, checkSum(packet, begin, end, pseudoHeader));
    }

    /** RFC 1071. */
    private static short checkSum(ByteBuffer packet, int begin, int end, long initial) {
        long sum = initial;
        int at = begin;
        for (; at + 1 < end; at += 2) {
            sum += packet.getShort(at) & 0xffff;
        }
        if (at < end) {
            sum += (packet.get(at) & 0xff) << 8;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    /** Writes everything as a classic capture file. */
    void write(OutputStream out) throws IOException {
        frames.sort(Comparator.comparingLong(Frame::nanos));
        try (CaptureWriter writer = new CaptureWriter(out, CaptureWriter.Form.PCAP, ByteOrder.LITTLE_ENDIAN)) {
            for (Frame frame : frames) {
                writer.packet(frame.bytes(), frame.nanos(), ETHERNET);
            }
        }
    }
}
