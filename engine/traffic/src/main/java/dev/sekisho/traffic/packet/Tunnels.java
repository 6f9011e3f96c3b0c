package dev.sekisho.traffic.packet;

import static dev.sekisho.traffic.packet.BigEndian.int32;
import static dev.sekisho.traffic.packet.BigEndian.uint16;
import static dev.sekisho.traffic.packet.BigEndian.uint8;

/**
 * Finds the IP header of a packet that travels inside another: in GRE (RFC 2784, RFC 2890, with PPTP's version 1 of RFC
 * 2637 and ERSPAN) and in the tunnels over UDP that are known by their port. A header over UDP is believed only where
 * everything in it that is fixed is as it must be, because a port proves nothing.
 */
final class Tunnels {
    private static final int PORT_GTP_USER = 2152;
    private static final int PORT_L2TP = 1701;
    private static final int PORT_TEREDO = 3544;
    private static final int PORT_VXLAN = 4789;
    private static final int PORT_VXLAN_GPE = 4790;
    private static final int PORT_VXLAN_LINUX = 8472;
    private static final int PORT_CAPWAP_DATA = 5247;
    private static final int PORT_GENEVE = 6081;
    private static final int PORT_MPLS = 6635;

    private static final int GRE_CHECKSUM = 0x8000;
    private static final int GRE_ROUTING = 0x4000;
    private static final int GRE_KEY = 0x2000;
    private static final int GRE_SEQUENCE = 0x1000;
    private static final int GRE_ACKNOWLEDGEMENT = 0x0080;
    private static final int GRE_VERSION = 0x0007;
    private static final int GRE_ERSPAN_1_AND_2 = 0x88be;
    private static final int GRE_ERSPAN_3 = 0x22eb;
    private static final int GRE_WCCP = 0x883e;

    /** How many extension headers GTP-U or Teredo may have. */
    private static final int MAX_EXTENSIONS = 8;

    private Tunnels() {}

    /** Finds the inner IP header behind the GRE header at {@code at}. */
    static long ofGre(byte[] bytes, int at, int end) {
        if (end - at < 4) {
            return NetworkHeader.BEYOND_END;
        }
        int flags = uint16(bytes, at);
        int type = uint16(bytes, at + 2);
        int position = at + 4;
        if ((flags & (GRE_CHECKSUM | GRE_ROUTING)) != 0) {
            position += 4;
        }
        if ((flags & GRE_KEY) != 0) {
            position += 4;
        }
        if ((flags & GRE_SEQUENCE) != 0) {
            position += 4;
        }
        int version = flags & GRE_VERSION;
        if (version == 1) {
            position += (flags & GRE_ACKNOWLEDGEMENT) == 0 ? 0 : 4;
            // a packet without sequence number is a bare acknowledgement
            return (flags & GRE_SEQUENCE) == 0 ? NetworkHeader.ABSENT : EtherTypes.ofPpp(bytes, position, end);
        }
        if (version != 0 || (flags & GRE_ROUTING) != 0) {
            return NetworkHeader.ABSENT;
        }
        return switch (type) {
            // type II has a sequence number and a header, type I has neither
            case GRE_ERSPAN_1_AND_2 ->
                EtherTypes.ofEthernet(bytes, position + ((flags & GRE_SEQUENCE) == 0 ? 0 : 8), end);
            case GRE_ERSPAN_3 -> ofErspan3(bytes, position, end);
            case GRE_WCCP -> ofWccp(bytes, position, end);
            default -> EtherTypes.find(type, bytes, position, end);
        };
    }

    private static long ofErspan3(byte[] bytes, int at, int end) {
        if (end - at < 12) {
            return NetworkHeader.BEYOND_END;
        }
        boolean subheader = (bytes[at + 11] & 1) != 0;
        return EtherTypes.ofEthernet(bytes, at + (subheader ? 20 : 12), end);
    }

    /** Packets that a router redirects to a web cache; the second version puts four bytes before them. */
    private static long ofWccp(byte[] bytes, int at, int end) {
        if (end - at < 5) {
            return NetworkHeader.BEYOND_END;
        }
        return NetworkHeader.ofEitherVersion(bytes, (bytes[at] & 0xf0) == 0x40 ? at : at + 4, end);
    }

    /** Whether a datagram of these ports may be a tunnel at all. */
    static boolean isTunnelPort(int sourcePort, int destinationPort) {
        return isTunnelPort(destinationPort) || isTunnelPort(sourcePort);
    }

    private static boolean isTunnelPort(int port) {
        return switch (port) {
            case PORT_GTP_USER,
                    PORT_L2TP,
                    PORT_TEREDO,
                    PORT_VXLAN,
                    PORT_VXLAN_GPE,
                    PORT_VXLAN_LINUX,
                    PORT_CAPWAP_DATA,
                    PORT_GENEVE,
                    PORT_MPLS -> true;
            default -> false;
        };
    }

    /**
     * Finds the inner IP header in the payload of a datagram.
     *
     * @return {@link NetworkHeader#ABSENT} if it carries a frame without IP, {@link NetworkHeader#NO_TUNNEL} if it is no
     *     tunnel
     */
    static long ofDatagram(int sourcePort, int destinationPort, byte[] bytes, int at, int end) {
        long header = ofPort(destinationPort, bytes, at, end);
        if (header == NetworkHeader.NO_TUNNEL && speaksBothWays(sourcePort)) {
            header = ofPort(sourcePort, bytes, at, end);
        }
        if (NetworkHeader.isFound(header)) {
            return looksLikeIp(header, bytes, end) ? header : NetworkHeader.NO_TUNNEL;
        }
        return header == NetworkHeader.ABSENT ? header : NetworkHeader.NO_TUNNEL;
    }

    private static long ofPort(int port, byte[] bytes, int at, int end) {
        return switch (port) {
            case PORT_VXLAN, PORT_VXLAN_LINUX -> ofVxlan(bytes, at, end);
            case PORT_VXLAN_GPE -> ofVxlanGpe(bytes, at, end);
            case PORT_GENEVE -> ofGeneve(bytes, at, end);
            case PORT_CAPWAP_DATA -> ofCapwap(bytes, at, end);
            case PORT_MPLS -> orNoTunnel(EtherTypes.find(EtherTypes.MPLS_UNICAST, bytes, at, end));
            case PORT_GTP_USER -> orNoTunnel(ofGtp(bytes, at, end));
            case PORT_TEREDO -> orNoTunnel(ofTeredo(bytes, at, end));
            case PORT_L2TP -> orNoTunnel(ofL2tp(bytes, at, end));
            default -> NetworkHeader.NO_TUNNEL;
        };
    }

    /** Whether answers come from the well-known port instead of going to it. */
    private static boolean speaksBothWays(int port) {
        return port == PORT_CAPWAP_DATA || port == PORT_GTP_USER || port == PORT_TEREDO || port == PORT_L2TP;
    }

    private static long orNoTunnel(long header) {
        return NetworkHeader.isFound(header) ? header : NetworkHeader.NO_TUNNEL;
    }

    private static boolean looksLikeIp(long header, byte[] bytes, int end) {
        int at = NetworkHeader.at(header);
        if (NetworkHeader.isIpv6(header)) {
            return end - at >= 40 && (bytes[at] & 0xf0) == 0x60;
        }
        return end - at >= 20 && (bytes[at] & 0xf0) == 0x40 && (bytes[at] & 0x0f) >= 5 && uint16(bytes, at + 2) >= 20;
    }

    /** RFC 7348: one flag, all reserved bits zero; the bits of the group policy extension are let through. */
    private static long ofVxlan(byte[] bytes, int at, int end) {
        boolean vxlan = end - at >= 8 && (int32(bytes, at) & 0x7fb7_0000) == 0x0800_0000 && bytes[at + 7] == 0;
        return vxlan ? EtherTypes.ofEthernet(bytes, at + 8, end) : NetworkHeader.NO_TUNNEL;
    }

    private static long ofVxlanGpe(byte[] bytes, int at, int end) {
        if (end - at < 8 || (bytes[at] & 0xcc) != 0x0c || bytes[at + 7] != 0) {
            return NetworkHeader.NO_TUNNEL;
        }
        return switch (bytes[at + 3]) {
            case 1 -> NetworkHeader.of(NetworkHeader.IPV4, at + 8);
            case 2 -> NetworkHeader.of(NetworkHeader.IPV6, at + 8);
            case 3 -> EtherTypes.ofEthernet(bytes, at + 8, end);
            default -> NetworkHeader.ABSENT;
        };
    }

    /** RFC 8926: version 0, then options, whose length the first byte tells in words. */
    private static long ofGeneve(byte[] bytes, int at, int end) {
        if (end - at < 8 || (bytes[at] & 0xc0) != 0 || (bytes[at + 1] & 0x3f) != 0 || bytes[at + 7] != 0) {
            return NetworkHeader.NO_TUNNEL;
        }
        int position = at + 8 + (bytes[at] & 0x3f) * 4;
        return EtherTypes.find(uint16(bytes, at + 2), bytes, position, end);
    }

    /** 3GPP TS 29.281: version 1, message type 255, then optional fields and a chain of extension headers. */
    private static long ofGtp(byte[] bytes, int at, int end) {
        boolean packetData = end - at >= 8 && (bytes[at] & 0xf0) == 0x30 && uint8(bytes, at + 1) == 0xff;
        if (!packetData) {
            return NetworkHeader.ABSENT;
        }
        int position = at + 8;
        if ((bytes[at] & 0x07) != 0) {
            position += 4;
            boolean extended = (bytes[at] & 0x04) != 0;
            for (int i = 0; extended && i < MAX_EXTENSIONS; i++) {
                if (position >= end) {
                    return NetworkHeader.BEYOND_END;
                }
                if (bytes[position - 1] == 0) {
                    break;
                }
                position += uint8(bytes, position) * 4;
            }
        }
        return NetworkHeader.ofEitherVersion(bytes, position, end);
    }

    /** RFC 4380: optional authentication and origin indication, then IPv6 that fills the datagram exactly. */
    private static long ofTeredo(byte[] bytes, int at, int end) {
        int position = at;
        for (int i = 0; i < MAX_EXTENSIONS && end - position >= 8; i++) {
            int indicator = uint16(bytes, position);
            if (indicator == 0x0001) {
                position += 13 + uint8(bytes, position + 2) + uint8(bytes, position + 3);
            } else if (indicator == 0x0000) {
                position += 8;
            } else {
                break;
            }
        }
        boolean fits = end - position >= 40
                && (bytes[position] & 0xf0) == 0x60
                && uint16(bytes, position + 4) <= end - position - 40;
        return fits ? NetworkHeader.of(NetworkHeader.IPV6, position) : NetworkHeader.ABSENT;
    }

    /** RFC 2661: a data message of version 2 with PPP inside. */
    private static long ofL2tp(byte[] bytes, int at, int end) {
        if (end - at < 8) {
            return NetworkHeader.ABSENT;
        }
        int flags = uint16(bytes, at);
        boolean data = (flags & 0x800f) == 2;
        if (!data) {
            return NetworkHeader.ABSENT;
        }
        int position = at + 6 + ((flags & 0x4000) == 0 ? 0 : 2) + ((flags & 0x0800) == 0 ? 0 : 4);
        if ((flags & 0x0200) != 0) {
            if (position + 2 > end) {
                return NetworkHeader.BEYOND_END;
            }
            position += 2 + uint16(bytes, position);
        }
        return EtherTypes.ofPpp(bytes, position, end);
    }

    /** RFC 5415: an unfragmented data message with an Ethernet or a wireless frame. */
    private static long ofCapwap(byte[] bytes, int at, int end) {
        if (end - at < 8 || bytes[at] != 0) {
            return NetworkHeader.NO_TUNNEL;
        }
        int headerBytes = (bytes[at + 1] & 0xf8) >>> 1;
        boolean nativeFrame = (bytes[at + 2] & 1) != 0;
        boolean whole = (bytes[at + 3] & 0x88) == 0;
        if (headerBytes < 8 || !whole) {
            return NetworkHeader.NO_TUNNEL;
        }
        int frame = at + headerBytes;
        if (!nativeFrame) {
            return EtherTypes.ofEthernet(bytes, frame, end);
        }
        return Wireless.ofFrameInEitherOrder(bytes, frame, end);
    }
}
