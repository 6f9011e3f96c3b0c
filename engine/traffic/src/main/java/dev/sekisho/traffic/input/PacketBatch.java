package dev.sekisho.traffic.input;

import dev.sekisho.traffic.packet.TransportHandler;
import dev.sekisho.traffic.packet.TransportPacket;

/** Segments and datagrams on their way from the thread that reads to the thread that understands them. */
final class PacketBatch implements BatchRelay.Batch {
    private static final int MAX_PACKETS = 4096;

    /** Room for payload and addresses; holds the longest packet that a capture may have. */
    private static final int ARENA_BYTES = 1 << 20;

    private static final int FIELDS = 7;
    private static final int IPV6 = 1 << 8;
    private static final int UDP = 1 << 9;

    private final byte[] arena = new byte[ARENA_BYTES];
    private final int[] fields = new int[MAX_PACKETS * FIELDS];
    private final long[] nanos = new long[MAX_PACKETS];
    private int packets;
    private int used;

    @Override
    public void clear() {
        packets = 0;
        used = 0;
    }

    /** Copies what matters of a packet; false if the batch is full. */
    boolean add(TransportPacket packet, boolean udp) {
        int addressBytes = packet.ipv6 ? 16 : 4;
        int payloadBytes = packet.payloadLength;
        if (packets == MAX_PACKETS || 2 * addressBytes + payloadBytes > ARENA_BYTES - used) {
            return false;
        }
        byte[] bytes = packet.bytes;
        int at = used;
        System.arraycopy(bytes, packet.sourceAddress, arena, at, addressBytes);
        System.arraycopy(bytes, packet.destinationAddress, arena, at + addressBytes, addressBytes);
        System.arraycopy(bytes, packet.payload, arena, at + 2 * addressBytes, payloadBytes);
        int field = packets * FIELDS;
        fields[field] = at;
        fields[field + 1] = packet.flags | (packet.ipv6 ? IPV6 : 0) | (udp ? UDP : 0);
        fields[field + 2] = packet.sourcePort << 16 | packet.destinationPort;
        fields[field + 3] = packet.sequence;
        fields[field + 4] = packet.acknowledgement;
        fields[field + 5] = payloadBytes;
        fields[field + 6] = packet.wirePayloadLength;
        nanos[packets++] = packet.nanos;
        used = at + 2 * addressBytes + payloadBytes;
        return true;
    }

    /** Hands all packets on in the order in which they were added. */
    void replay(TransportHandler handler, TransportPacket packet) {
        packet.bytes = arena;
        for (int i = 0; i < packets; i++) {
            int field = i * FIELDS;
            int at = fields[field];
            int flags = fields[field + 1];
            boolean ipv6 = (flags & IPV6) != 0;
            int addressBytes = ipv6 ? 16 : 4;
            int ports = fields[field + 2];
            packet.nanos = nanos[i];
            packet.ipv6 = ipv6;
            packet.sourceAddress = at;
            packet.destinationAddress = at + addressBytes;
            packet.payload = at + 2 * addressBytes;
            packet.flags = flags & 0xff;
            packet.sourcePort = ports >>> 16;
            packet.destinationPort = ports & 0xffff;
            packet.sequence = fields[field + 3];
            packet.acknowledgement = fields[field + 4];
            packet.payloadLength = fields[field + 5];
            packet.wirePayloadLength = fields[field + 6];
            if ((flags & UDP) != 0) {
                handler.udp(packet);
            } else {
                handler.tcp(packet);
            }
        }
    }
}
