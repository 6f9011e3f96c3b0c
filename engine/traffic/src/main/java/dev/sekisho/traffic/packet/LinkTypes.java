package dev.sekisho.traffic.packet;

import static dev.sekisho.traffic.packet.BigEndian.int32;
import static dev.sekisho.traffic.packet.BigEndian.uint16;
import static dev.sekisho.traffic.packet.BigEndian.uint8;

/** Finds the IP header in a frame of any supported link type (numbers as registered for capture files). */
final class LinkTypes {
    static final int ETHERNET = 1;

    private static final int BSD_LOOPBACK = 0;
    private static final int PPP = 9;
    private static final int RAW_BSD = 12;
    private static final int RAW_OPENBSD = 14;
    private static final int PPP_IN_HDLC = 50;
    private static final int PPPOE = 51;
    private static final int LLC_OVER_ATM = 100;
    private static final int RAW = 101;
    private static final int CISCO_HDLC = 104;
    private static final int WIRELESS = 105;
    private static final int FRAME_RELAY = 107;
    private static final int OPENBSD_LOOPBACK = 108;
    private static final int LINUX_COOKED = 113;
    private static final int PACKET_FILTER_LOG = 117;
    private static final int WIRELESS_PRISM = 119;
    private static final int WIRELESS_RADIOTAP = 127;
    private static final int WIRELESS_AVS = 163;
    private static final int PPP_PPPD = 166;
    private static final int PER_PACKET_INFORMATION = 192;
    private static final int PPP_WITH_DIRECTION = 204;
    private static final int IPV4 = 228;
    private static final int IPV6 = 229;
    private static final int NETFILTER_LOG = 239;
    private static final int LINUX_COOKED_2 = 276;

    private static final int LINUX_COOKED_HEADER_BYTES = 16;
    private static final int LINUX_COOKED_2_HEADER_BYTES = 20;
    private static final int NETFILTER_LOG_PAYLOAD = 9;

    private LinkTypes() {}

    static long find(int linkType, byte[] bytes, int at, int end) {
        return switch (linkType) {
            case ETHERNET -> EtherTypes.ofEthernet(bytes, at, end);
            case BSD_LOOPBACK, OPENBSD_LOOPBACK -> ofLoopback(bytes, at, end);
            case RAW_BSD, RAW_OPENBSD, RAW -> NetworkHeader.ofEitherVersion(bytes, at, end);
            case IPV4 -> NetworkHeader.of(NetworkHeader.IPV4, at);
            case IPV6 -> NetworkHeader.of(NetworkHeader.IPV6, at);
            case PPP, PPP_IN_HDLC -> ofSerial(bytes, at, end);
            case PPP_PPPD -> EtherTypes.ofPpp(bytes, at + 2, end);
            case PPP_WITH_DIRECTION -> ofSerial(bytes, at + 1, end);
            case PPPOE -> EtherTypes.ofPppoe(bytes, at, end);
            case LLC_OVER_ATM -> EtherTypes.ofLogicalLink(bytes, at, end);
            case CISCO_HDLC -> ofCiscoHdlc(bytes, at, end);
            case FRAME_RELAY -> ofFrameRelay(bytes, at, end);
            case LINUX_COOKED -> ofLinuxCooked(bytes, at, 14, LINUX_COOKED_HEADER_BYTES, end);
            case LINUX_COOKED_2 -> ofLinuxCooked(bytes, at, 0, LINUX_COOKED_2_HEADER_BYTES, end);
            case PACKET_FILTER_LOG -> ofPacketFilterLog(bytes, at, end);
            case NETFILTER_LOG -> ofNetfilterLog(bytes, at, end);
            case WIRELESS -> Wireless.ofFrame(bytes, at, end, 0);
            case WIRELESS_RADIOTAP -> Wireless.ofRadiotap(bytes, at, end);
            case WIRELESS_PRISM -> Wireless.ofPrism(bytes, at, end);
            case WIRELESS_AVS -> Wireless.ofAvs(bytes, at, end);
            case PER_PACKET_INFORMATION -> ofPerPacketInformation(bytes, at, end);
            default -> NetworkHeader.UNKNOWN_LINK_TYPE;
        };
    }

    /**
     * The address family in the byte order of the capturing machine, which the file does not have to share. IPv6 has a
     * different number on every BSD.
     */
    private static long ofLoopback(byte[] bytes, int at, int end) {
        if (end - at < 4) {
            return NetworkHeader.BEYOND_END;
        }
        int family = int32(bytes, at);
        if (family < 0 || family > 0xffff) {
            family = Integer.reverseBytes(family);
        }
        return ofFamily(family, at + 4);
    }

    private static long ofFamily(int family, int at) {
        return switch (family) {
            case 2, NetworkHeader.IPV4 -> NetworkHeader.of(NetworkHeader.IPV4, at);
            case 10, 23, 24, 28, 30, NetworkHeader.IPV6 -> NetworkHeader.of(NetworkHeader.IPV6, at);
            default -> NetworkHeader.ABSENT;
        };
    }

    /** PPP or, told apart by the address byte, Cisco's HDLC. */
    private static long ofSerial(byte[] bytes, int at, int end) {
        boolean cisco = end - at >= 2 && (uint16(bytes, at) == 0x0f00 || uint16(bytes, at) == 0x8f00);
        return cisco ? ofCiscoHdlc(bytes, at, end) : EtherTypes.ofPpp(bytes, at, end);
    }

    private static long ofCiscoHdlc(byte[] bytes, int at, int end) {
        return end - at < 4 ? NetworkHeader.BEYOND_END : EtherTypes.find(uint16(bytes, at + 2), bytes, at + 4, end);
    }

    /** Two bytes of address, then the multiprotocol encapsulation of RFC 2427. */
    private static long ofFrameRelay(byte[] bytes, int at, int end) {
        if (end - at < 10) {
            return NetworkHeader.BEYOND_END;
        }
        boolean unnumbered = uint8(bytes, at + 2) == 0x03;
        if (unnumbered && uint8(bytes, at + 3) == 0xcc) {
            return NetworkHeader.of(NetworkHeader.IPV4, at + 4);
        }
        if (unnumbered && uint8(bytes, at + 3) == 0x8e) {
            return NetworkHeader.of(NetworkHeader.IPV6, at + 4);
        }
        boolean snap = unnumbered && int32(bytes, at + 3) == 0x00800000 && uint8(bytes, at + 7) == 0;
        return snap ? EtherTypes.find(uint16(bytes, at + 8), bytes, at + 10, end) : NetworkHeader.ABSENT;
    }

    private static long ofLinuxCooked(byte[] bytes, int at, int protocolOffset, int headerBytes, int end) {
        return end - at < headerBytes
                ? NetworkHeader.BEYOND_END
                : EtherTypes.find(uint16(bytes, at + protocolOffset), bytes, at + headerBytes, end);
    }

    private static long ofPacketFilterLog(byte[] bytes, int at, int end) {
        if (end - at < 4) {
            return NetworkHeader.BEYOND_END;
        }
        int headerBytes = (uint8(bytes, at) + 3) & ~3;
        return headerBytes > end - at ? NetworkHeader.BEYOND_END : ofFamily(uint8(bytes, at + 1), at + headerBytes);
    }

    /** Attributes of length, type and value, numbers in the byte order of the capturing machine. */
    private static long ofNetfilterLog(byte[] bytes, int at, int end) {
        int position = at + 4;
        while (end - position >= 4) {
            boolean littleEndian = uint8(bytes, position + 3) == 0;
            int length = littleEndian ? Integer.reverseBytes(int32(bytes, position)) & 0xffff : uint16(bytes, position);
            int type = littleEndian ? uint8(bytes, position + 2) : uint16(bytes, position + 2);
            if (type == NETFILTER_LOG_PAYLOAD) {
                return ofFamily(uint8(bytes, at), position + 4);
            }
            if (length < 4) {
                return NetworkHeader.MALFORMED;
            }
            position += (length + 3) & ~3;
        }
        return NetworkHeader.BEYOND_END;
    }

    /** A header that says which link type follows it. */
    private static long ofPerPacketInformation(byte[] bytes, int at, int end) {
        if (end - at < 8) {
            return NetworkHeader.BEYOND_END;
        }
        int headerBytes = uint8(bytes, at + 2) | uint8(bytes, at + 3) << 8;
        int linkType = Integer.reverseBytes(int32(bytes, at + 4));
        if (headerBytes < 8 || linkType == PER_PACKET_INFORMATION) {
            return NetworkHeader.MALFORMED;
        }
        return headerBytes > end - at ? NetworkHeader.BEYOND_END : find(linkType, bytes, at + headerBytes, end);
    }
}
