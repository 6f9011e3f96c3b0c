package dev.sekisho.traffic.packet;

import static dev.sekisho.traffic.packet.BigEndian.int32;
import static dev.sekisho.traffic.packet.BigEndian.uint16;
import static dev.sekisho.traffic.packet.BigEndian.uint8;

/**
 * Finds the IP header behind an EtherType: through VLAN tags (IEEE 802.1Q, stacked too), MPLS labels (RFC 3032, RFC
 * 4448), PPPoE (RFC 2516), provider backbone bridging, LLC and SNAP, in any nesting up to a bound.
 */
final class EtherTypes {
    static final int TRANSPARENT_ETHERNET = 0x6558;
    static final int MPLS_UNICAST = 0x8847;
    static final int PPP = 0x880b;

    private static final int MPLS_MULTICAST = 0x8848;
    private static final int VLAN = 0x8100;
    private static final int VLAN_SERVICE = 0x88a8;
    private static final int VLAN_OLD_SERVICE = 0x9100;
    private static final int VLAN_OLD_SERVICE_2 = 0x9200;
    private static final int VN_TAG = 0x8926;
    private static final int BRIDGE_PORT_EXTENSION_TAG = 0x893f;
    private static final int BACKBONE_BRIDGING = 0x88e7;
    private static final int PPPOE_SESSION = 0x8864;

    /** Below this the two bytes are a length and LLC follows (IEEE 802.3). */
    private static final int LEAST_ETHER_TYPE = 0x600;

    /** How many tags and labels may lie before the IP header; more is no network but an attack. */
    private static final int MAX_LAYERS = 24;

    private static final int ETHERNET_HEADER_BYTES = 14;
    private static final int PPPOE_HEADER_BYTES = 6;
    private static final int MPLS_BOTTOM_OF_STACK = 0x100;

    private EtherTypes() {}

    /** Finds the IP header of the Ethernet frame at {@code at}. */
    static long ofEthernet(byte[] bytes, int at, int end) {
        return find(TRANSPARENT_ETHERNET, bytes, at, end);
    }

    /** Finds the IP header of the LLC frame at {@code at}. */
    static long ofLogicalLink(byte[] bytes, int at, int end) {
        return find(0, bytes, at, end);
    }

    /** Finds the IP header of what lies at {@code at} and is of type {@code etherType}. */
    static long find(int etherType, byte[] bytes, int at, int end) {
        return find(etherType, bytes, at, end, 0);
    }

    private static long find(int etherType, byte[] bytes, int at, int end, int layersBefore) {
        int type = etherType;
        int position = at;
        for (int layer = layersBefore; layer < MAX_LAYERS; layer++) {
            if (type == NetworkHeader.IPV4 || type == NetworkHeader.IPV6) {
                return NetworkHeader.of(type, position);
            }
            int shimBytes = type < LEAST_ETHER_TYPE ? logicalLinkBytes(bytes, position, end) : shimBytes(type);
            if (shimBytes < 0) {
                return switch (type) {
                    case MPLS_UNICAST, MPLS_MULTICAST -> behindLabels(bytes, position, end, layer);
                    case PPPOE_SESSION -> ofPppoe(bytes, position, end);
                    case PPP -> ofPpp(bytes, position, end);
                    default -> NetworkHeader.ABSENT;
                };
            }
            position += shimBytes;
            if (position > end) {
                return NetworkHeader.BEYOND_END;
            }
            type = uint16(bytes, position - 2);
        }
        return NetworkHeader.MALFORMED;
    }

    /** Bytes of the header that follows {@code type} and ends with the next EtherType, −1 if it is no such header. */
    private static int shimBytes(int type) {
        return switch (type) {
            case VLAN, VLAN_SERVICE, VLAN_OLD_SERVICE, VLAN_OLD_SERVICE_2 -> 4;
            case VN_TAG -> 6;
            case BRIDGE_PORT_EXTENSION_TAG -> 8;
            case TRANSPARENT_ETHERNET -> ETHERNET_HEADER_BYTES;
            case BACKBONE_BRIDGING -> 4 + ETHERNET_HEADER_BYTES;
            default -> -1;
        };
    }

    /** Bytes of a SNAP header whose protocol is an EtherType (RFC 1042), −1 if LLC carries something else. */
    private static int logicalLinkBytes(byte[] bytes, int at, int end) {
        boolean snap = end - at >= 8
                && uint16(bytes, at) == 0xaaaa
                && uint8(bytes, at + 2) == 0x03
                && (int32(bytes, at + 2) & 0xffffff) == 0
                && uint16(bytes, at + 6) >= LEAST_ETHER_TYPE;
        return snap ? 8 : -1;
    }

    private static long behindLabels(byte[] bytes, int at, int end, int layersBefore) {
        int position = at;
        for (int label = layersBefore; label < MAX_LAYERS; label++) {
            if (end - position < 4) {
                return NetworkHeader.BEYOND_END;
            }
            boolean last = (int32(bytes, position) & MPLS_BOTTOM_OF_STACK) != 0;
            position += 4;
            if (last) {
                return behindLastLabel(bytes, position, end, label);
            }
        }
        return NetworkHeader.MALFORMED;
    }

    /** What follows the last label is told apart by its first four bits: IP, or a control word and an Ethernet frame. */
    private static long behindLastLabel(byte[] bytes, int at, int end, int layersBefore) {
        if (end - at < 4) {
            return NetworkHeader.BEYOND_END;
        }
        if ((bytes[at] & 0xf0) == 0) {
            return find(TRANSPARENT_ETHERNET, bytes, at + 4, end, layersBefore + 1);
        }
        return NetworkHeader.ofEitherVersion(bytes, at, end);
    }

    /** Finds the IP header behind a PPPoE session header at {@code at}. */
    static long ofPppoe(byte[] bytes, int at, int end) {
        if (end - at < PPPOE_HEADER_BYTES) {
            return NetworkHeader.BEYOND_END;
        }
        boolean session = uint8(bytes, at) == 0x11 && uint8(bytes, at + 1) == 0;
        return session ? ofPpp(bytes, at + PPPOE_HEADER_BYTES, end) : NetworkHeader.ABSENT;
    }

    /** Finds the IP header of a PPP frame, with or without address and control field, protocol of one byte or two. */
    static long ofPpp(byte[] bytes, int at, int end) {
        int position = at;
        if (end - position >= 2 && uint16(bytes, position) == 0xff03) {
            position += 2;
        }
        if (end - position < 2) {
            return NetworkHeader.BEYOND_END;
        }
        boolean compressed = (bytes[position] & 1) != 0;
        int protocol = compressed ? uint8(bytes, position) : uint16(bytes, position);
        position += compressed ? 1 : 2;
        return switch (protocol) {
            case 0x0021 -> NetworkHeader.of(NetworkHeader.IPV4, position);
            case 0x0057 -> NetworkHeader.of(NetworkHeader.IPV6, position);
            case 0x0281, 0x0283 -> behindLabels(bytes, position, end, 0);
            default -> NetworkHeader.ABSENT;
        };
    }
}
