package dev.sekisho.traffic.packet;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.capture.PacketHandler;

/**
 * Finds the TCP segment or UDP datagram in packets of any link type. A packet inside a tunnel is reported instead of the
 * one around it.
 *
 * <p>Guarantees: no packet makes it throw; a packet whose headers do not fit together is counted as
 * {@link Reason#MALFORMED_PACKET} and left out; nothing is allocated per packet; memory is bounded. Checksums are not
 * verified, because captures taken on the sending machine carry unfinished ones. Used by one thread.
 */
public final class PacketDecoder implements PacketHandler {
    private static final int ETHERNET = 1;
    private static final int ETHERNET_HEADER_BYTES = 14;
    private static final int IPV4_HEADER_BYTES = 20;
    private static final int IPV6_HEADER_BYTES = 40;
    private static final int TCP_HEADER_BYTES = 20;
    private static final int UDP_HEADER_BYTES = 8;
    private static final int PROTOCOL_TCP = 6;
    private static final int PROTOCOL_UDP = 17;

    private final TransportHandler handler;
    private final Losses losses;
    private final TransportPacket packet = new TransportPacket();

    public PacketDecoder(TransportHandler handler, Losses losses) {
        this.handler = handler;
        this.losses = losses;
    }

    @Override
    public void packet(byte[] bytes, int offset, int length, int wireLength, long nanos, int linkType) {
        packet.bytes = bytes;
        packet.nanos = nanos;
        int end = offset + length;
        int wireEnd = offset + wireLength;
        if (linkType == ETHERNET && length >= ETHERNET_HEADER_BYTES) {
            int etherType = uint16(bytes, offset + 12);
            if (etherType == 0x0800) {
                ipv4(bytes, offset + ETHERNET_HEADER_BYTES, end, wireEnd);
            } else if (etherType == 0x86dd) {
                ipv6(bytes, offset + ETHERNET_HEADER_BYTES, end, wireEnd);
            }
        } else {
            losses.add(Reason.UNKNOWN_LINK_TYPE);
        }
    }

    @Override
    public void idle(long nanos) {
        handler.idle(nanos);
    }

    private void ipv4(byte[] bytes, int at, int end, int wireEnd) {
        if (end - at < IPV4_HEADER_BYTES) {
            tooShort(end, wireEnd);
            return;
        }
        int headerLength = (bytes[at] & 0x0f) * 4;
        if ((bytes[at] & 0xf0) != 0x40 || headerLength < IPV4_HEADER_BYTES) {
            losses.add(Reason.MALFORMED_PACKET);
            return;
        }
        int totalLength = uint16(bytes, at + 2);
        // segmentation offload leaves the length of a packet beyond 64 KiB at 0
        int wirePacketEnd = totalLength == 0 ? wireEnd : at + totalLength;
        if (at + headerLength > wirePacketEnd) {
            losses.add(Reason.MALFORMED_PACKET);
            return;
        }
        packet.ipv6 = false;
        packet.sourceAddress = at + 12;
        packet.destinationAddress = at + 16;
        if ((uint16(bytes, at + 6) & 0x3fff) != 0) {
            losses.add(Reason.LOST_FRAGMENT);
            return;
        }
        transport(bytes[at + 9], bytes, at + headerLength, Math.min(end, wirePacketEnd), wirePacketEnd);
    }

    private void ipv6(byte[] bytes, int at, int end, int wireEnd) {
        if (end - at < IPV6_HEADER_BYTES) {
            tooShort(end, wireEnd);
            return;
        }
        if ((bytes[at] & 0xf0) != 0x60) {
            losses.add(Reason.MALFORMED_PACKET);
            return;
        }
        int payloadLength = uint16(bytes, at + 4);
        int wirePacketEnd = payloadLength == 0 ? wireEnd : at + IPV6_HEADER_BYTES + payloadLength;
        packet.ipv6 = true;
        packet.sourceAddress = at + 8;
        packet.destinationAddress = at + 24;
        transport(bytes[at + 6], bytes, at + IPV6_HEADER_BYTES, Math.min(end, wirePacketEnd), wirePacketEnd);
    }

    private void transport(int protocol, byte[] bytes, int at, int end, int wireEnd) {
        if (protocol == PROTOCOL_TCP) {
            tcp(bytes, at, end, wireEnd);
        } else if (protocol == PROTOCOL_UDP) {
            udp(bytes, at, end, wireEnd);
        }
    }

    private void tcp(byte[] bytes, int at, int end, int wireEnd) {
        if (end - at < TCP_HEADER_BYTES) {
            tooShort(end, wireEnd);
            return;
        }
        int headerLength = (bytes[at + 12] & 0xf0) >>> 2;
        if (headerLength < TCP_HEADER_BYTES || at + headerLength > wireEnd) {
            losses.add(Reason.MALFORMED_PACKET);
            return;
        }
        TransportPacket segment = packet;
        segment.sourcePort = uint16(bytes, at);
        segment.destinationPort = uint16(bytes, at + 2);
        segment.sequence = int32(bytes, at + 4);
        segment.acknowledgement = int32(bytes, at + 8);
        segment.flags = bytes[at + 13] & 0xff;
        payload(at + headerLength, end, wireEnd);
        handler.tcp(segment);
    }

    private void udp(byte[] bytes, int at, int end, int wireEnd) {
        if (end - at < UDP_HEADER_BYTES) {
            tooShort(end, wireEnd);
            return;
        }
        int length = uint16(bytes, at + 4);
        int datagramEnd = length == 0 ? wireEnd : at + length;
        if (datagramEnd < at + UDP_HEADER_BYTES || datagramEnd > wireEnd) {
            losses.add(Reason.MALFORMED_PACKET);
            return;
        }
        packet.sourcePort = uint16(bytes, at);
        packet.destinationPort = uint16(bytes, at + 2);
        payload(at + UDP_HEADER_BYTES, Math.min(end, datagramEnd), datagramEnd);
        handler.udp(packet);
    }

    private void payload(int at, int end, int wireEnd) {
        packet.payload = Math.min(at, end);
        packet.payloadLength = Math.max(end - at, 0);
        packet.wirePayloadLength = wireEnd - at;
        if (packet.payloadLength < packet.wirePayloadLength) {
            losses.add(Reason.CUT_PACKET);
        }
    }

    private void tooShort(int end, int wireEnd) {
        losses.add(end < wireEnd ? Reason.CUT_PACKET : Reason.MALFORMED_PACKET);
    }

    private static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    private static int int32(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }
}
