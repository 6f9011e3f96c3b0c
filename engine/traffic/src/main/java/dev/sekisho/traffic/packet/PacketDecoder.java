package dev.sekisho.traffic.packet;

import static dev.sekisho.traffic.packet.BigEndian.int32;
import static dev.sekisho.traffic.packet.BigEndian.uint16;
import static dev.sekisho.traffic.packet.BigEndian.uint8;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.capture.PacketHandler;

/**
 * Finds the TCP segment or UDP datagram in packets of any link type. A packet inside a tunnel is reported instead of the
 * one around it; fragments are joined first.
 *
 * <p>Guarantees: no packet makes it throw; a packet whose headers do not fit together is counted as
 * {@link Reason#MALFORMED_PACKET} and left out; a packet that the capture cut is reported with the payload that is
 * there and counted as {@link Reason#CUT_PACKET}; nothing is allocated per packet but for fragments; memory is bounded.
 * Checksums are not verified, because captures taken on the sending machine carry unfinished ones.
 *
 * <p>Used by one thread.
 */
public final class PacketDecoder implements PacketHandler {
    /** How many packets may be wrapped into one another. */
    private static final int MAX_NESTING = 8;

    /** How many extension headers an IPv6 packet may have. */
    private static final int MAX_EXTENSION_HEADERS = 32;

    private static final int ETHERNET_HEADER_BYTES = 14;
    private static final int IPV4_HEADER_BYTES = 20;
    private static final int IPV6_HEADER_BYTES = 40;
    private static final int TCP_HEADER_BYTES = 20;
    private static final int UDP_HEADER_BYTES = 8;
    private static final int EXTENSION_HEADER_BYTES = 8;

    private static final int PROTOCOL_HOP_BY_HOP = 0;
    private static final int PROTOCOL_IPV4 = 4;
    private static final int PROTOCOL_TCP = 6;
    private static final int PROTOCOL_UDP = 17;
    private static final int PROTOCOL_IPV6 = 41;
    private static final int PROTOCOL_ROUTING = 43;
    private static final int PROTOCOL_FRAGMENT = 44;
    private static final int PROTOCOL_GRE = 47;
    private static final int PROTOCOL_AUTHENTICATION = 51;
    private static final int PROTOCOL_DESTINATION_OPTIONS = 60;
    private static final int PROTOCOL_ETHERNET_IN_IP = 97;
    private static final int PROTOCOL_MOBILITY = 135;
    private static final int PROTOCOL_MPLS = 137;
    private static final int PROTOCOL_HOST_IDENTITY = 139;
    private static final int PROTOCOL_SHIM6 = 140;

    private final TransportHandler handler;
    private final Losses losses;
    private final FragmentReassembly fragments;
    private final TransportPacket packet = new TransportPacket();

    /** Reports what is found to {@code handler} and counts in {@code losses} what cannot be understood. */
    public PacketDecoder(TransportHandler handler, Losses losses) {
        this.handler = handler;
        this.losses = losses;
        this.fragments = new FragmentReassembly(losses);
    }

    @Override
    public void packet(byte[] bytes, int offset, int length, int wireLength, long nanos, int linkType) {
        packet.nanos = nanos;
        int end = offset + length;
        int wireEnd = offset + wireLength;
        if (linkType == LinkTypes.ETHERNET
                && length >= ETHERNET_HEADER_BYTES
                && uint16(bytes, offset + 12) == NetworkHeader.IPV4) {
            ipv4(bytes, offset + ETHERNET_HEADER_BYTES, end, wireEnd, 0);
        } else {
            network(LinkTypes.find(linkType, bytes, offset, end), bytes, end, wireEnd, 0);
        }
    }

    @Override
    public void idle(long nanos) {
        fragments.expire(nanos);
        handler.idle(nanos);
    }

    /** Counts the fragments that still wait for others: the input has ended. */
    public void end() {
        fragments.end();
    }

    private void network(long header, byte[] bytes, int end, int wireEnd, int depth) {
        if (NetworkHeader.isFound(header)) {
            if (depth > MAX_NESTING) {
                losses.add(Reason.MALFORMED_PACKET);
            } else if (NetworkHeader.isIpv6(header)) {
                ipv6(bytes, NetworkHeader.at(header), end, wireEnd, depth);
            } else {
                ipv4(bytes, NetworkHeader.at(header), end, wireEnd, depth);
            }
        } else if (header == NetworkHeader.BEYOND_END) {
            tooShort(end, wireEnd);
        } else if (header == NetworkHeader.MALFORMED) {
            losses.add(Reason.MALFORMED_PACKET);
        } else if (header == NetworkHeader.UNKNOWN_LINK_TYPE) {
            losses.add(Reason.UNKNOWN_LINK_TYPE);
        }
    }

    /** RFC 791. */
    private void ipv4(byte[] bytes, int at, int end, int wireEnd, int depth) {
        if (end - at < IPV4_HEADER_BYTES) {
            tooShort(end, wireEnd);
            return;
        }
        int headerLength = (bytes[at] & 0x0f) * 4;
        int totalLength = uint16(bytes, at + 2);
        // segmentation offload leaves the length of a packet beyond 64 KiB at 0
        int packetEnd = totalLength == 0 ? wireEnd : at + totalLength;
        if ((bytes[at] & 0xf0) != 0x40 || headerLength < IPV4_HEADER_BYTES || at + headerLength > packetEnd) {
            losses.add(Reason.MALFORMED_PACKET);
            return;
        }
        TransportPacket found = packet;
        found.bytes = bytes;
        found.ipv6 = false;
        found.sourceAddress = at + 12;
        found.destinationAddress = at + 16;
        int payload = at + headerLength;
        int fragment = uint16(bytes, at + 6);
        if ((fragment & 0x3fff) != 0) {
            boolean last = (fragment & 0x2000) == 0;
            int identification = uint16(bytes, at + 4);
            int protocol = uint8(bytes, at + 9);
            fragment(identification, protocol, payload, end, packetEnd, (fragment & 0x1fff) * 8, last, depth);
            return;
        }
        payload(uint8(bytes, at + 9), bytes, payload, Math.min(end, packetEnd), packetEnd, depth);
    }

    /** RFC 8200. */
    private void ipv6(byte[] bytes, int at, int end, int wireEnd, int depth) {
        if (end - at < IPV6_HEADER_BYTES) {
            tooShort(end, wireEnd);
            return;
        }
        if ((bytes[at] & 0xf0) != 0x60) {
            losses.add(Reason.MALFORMED_PACKET);
            return;
        }
        int payloadLength = uint16(bytes, at + 4);
        // jumbograms and segmentation offload leave the length at 0
        int packetEnd = payloadLength == 0 ? wireEnd : at + IPV6_HEADER_BYTES + payloadLength;
        packet.bytes = bytes;
        packet.ipv6 = true;
        packet.sourceAddress = at + 8;
        packet.destinationAddress = at + 24;
        payload(uint8(bytes, at + 6), bytes, at + IPV6_HEADER_BYTES, Math.min(end, packetEnd), packetEnd, depth);
    }

    /** What an IP header is followed by. */
    private void payload(int protocol, byte[] bytes, int at, int end, int wireEnd, int depth) {
        switch (protocol) {
            case PROTOCOL_TCP -> tcp(bytes, at, end, wireEnd);
            case PROTOCOL_UDP -> udp(bytes, at, end, wireEnd, depth);
            case PROTOCOL_IPV4 -> network(NetworkHeader.of(NetworkHeader.IPV4, at), bytes, end, wireEnd, depth + 1);
            case PROTOCOL_IPV6 -> network(NetworkHeader.of(NetworkHeader.IPV6, at), bytes, end, wireEnd, depth + 1);
            case PROTOCOL_GRE -> network(Tunnels.ofGre(bytes, at, end), bytes, end, wireEnd, depth + 1);
            case PROTOCOL_ETHERNET_IN_IP ->
                network(EtherTypes.ofEthernet(bytes, at + 2, end), bytes, end, wireEnd, depth + 1);
            case PROTOCOL_MPLS ->
                network(EtherTypes.find(EtherTypes.MPLS_UNICAST, bytes, at, end), bytes, end, wireEnd, depth + 1);
            case PROTOCOL_HOP_BY_HOP,
                    PROTOCOL_ROUTING,
                    PROTOCOL_FRAGMENT,
                    PROTOCOL_AUTHENTICATION,
                    PROTOCOL_DESTINATION_OPTIONS,
                    PROTOCOL_MOBILITY,
                    PROTOCOL_HOST_IDENTITY,
                    PROTOCOL_SHIM6 -> extensionHeaders(protocol, bytes, at, end, wireEnd, depth);
            default -> {
                // ICMP, ESP and the like carry nothing that a session could be made of
            }
        }
    }

    private void extensionHeaders(int protocol, byte[] bytes, int at, int end, int wireEnd, int depth) {
        int next = protocol;
        int position = at;
        for (int i = 0; i < MAX_EXTENSION_HEADERS; i++) {
            if (!isExtensionHeader(next)) {
                payload(next, bytes, position, end, wireEnd, depth);
                return;
            }
            if (end - position < EXTENSION_HEADER_BYTES) {
                tooShort(end, wireEnd);
                return;
            }
            int following = uint8(bytes, position);
            if (next == PROTOCOL_FRAGMENT) {
                int fragment = uint16(bytes, position + 2);
                if ((fragment & 0xfff9) != 0) {
                    int identification = int32(bytes, position + 4);
                    int offset = fragment & 0xfff8;
                    boolean last = (fragment & 1) == 0;
                    fragment(identification, following, position + 8, end, wireEnd, offset, last, depth);
                    return;
                }
                position += EXTENSION_HEADER_BYTES;
            } else if (next == PROTOCOL_AUTHENTICATION) {
                position += (uint8(bytes, position + 1) + 2) * 4;
            } else {
                position += (uint8(bytes, position + 1) + 1) * 8;
            }
            next = following;
        }
        losses.add(Reason.MALFORMED_PACKET);
    }

    private static boolean isExtensionHeader(int protocol) {
        return switch (protocol) {
            case PROTOCOL_HOP_BY_HOP,
                    PROTOCOL_ROUTING,
                    PROTOCOL_FRAGMENT,
                    PROTOCOL_AUTHENTICATION,
                    PROTOCOL_DESTINATION_OPTIONS,
                    PROTOCOL_MOBILITY,
                    PROTOCOL_HOST_IDENTITY,
                    PROTOCOL_SHIM6 -> true;
            default -> false;
        };
    }

    /** Takes one fragment of the packet whose addresses are noted and goes on if its datagram is whole. */
    private void fragment(
            int identification, int protocol, int at, int end, int packetEnd, int offset, boolean last, int depth) {
        if (packetEnd > end) {
            losses.add(Reason.CUT_PACKET);
            return;
        }
        FragmentReassembly.Joined joined = fragments.add(
                packet.ipv6,
                packet.bytes,
                packet.sourceAddress,
                packet.destinationAddress,
                identification,
                protocol,
                at,
                packetEnd - at,
                offset,
                last,
                packet.nanos);
        if (joined == null) {
            return;
        }
        if (depth >= MAX_NESTING) {
            losses.add(Reason.MALFORMED_PACKET);
            return;
        }
        packet.bytes = joined.bytes();
        packet.sourceAddress = FragmentReassembly.SOURCE_ADDRESS;
        packet.destinationAddress = FragmentReassembly.DESTINATION_ADDRESS;
        payload(joined.protocol(), joined.bytes(), FragmentReassembly.PAYLOAD, joined.end(), joined.end(), depth + 1);
    }

    /** RFC 9293. */
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
        payloadRange(at + headerLength, end, wireEnd);
        handler.tcp(segment);
    }

    /** RFC 768. */
    private void udp(byte[] bytes, int at, int end, int wireEnd, int depth) {
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
        int sourcePort = uint16(bytes, at);
        int destinationPort = uint16(bytes, at + 2);
        int payload = at + UDP_HEADER_BYTES;
        int payloadEnd = Math.min(end, datagramEnd);
        if (Tunnels.isTunnelPort(sourcePort, destinationPort)) {
            long inner = Tunnels.ofDatagram(sourcePort, destinationPort, bytes, payload, payloadEnd);
            if (inner != NetworkHeader.NO_TUNNEL) {
                network(inner, bytes, payloadEnd, datagramEnd, depth + 1);
                return;
            }
        }
        packet.sourcePort = sourcePort;
        packet.destinationPort = destinationPort;
        payloadRange(payload, payloadEnd, datagramEnd);
        handler.udp(packet);
    }

    private void payloadRange(int at, int end, int wireEnd) {
        TransportPacket found = packet;
        found.payload = Math.min(at, end);
        found.payloadLength = Math.max(end - at, 0);
        found.wirePayloadLength = wireEnd - at;
        if (found.payloadLength < found.wirePayloadLength) {
            losses.add(Reason.CUT_PACKET);
        }
    }

    /** Headers end before they are complete: whose fault is it? */
    private void tooShort(int end, int wireEnd) {
        losses.add(end < wireEnd ? Reason.CUT_PACKET : Reason.MALFORMED_PACKET);
    }
}
