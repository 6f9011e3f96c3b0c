package dev.sekisho.traffic.packet;

/**
 * Where the IP header of a packet lies, as one number so that looking for it allocates nothing: the EtherType of IPv4
 * or IPv6 in the upper half and the offset in the lower, or one of the negative constants.
 */
final class NetworkHeader {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;

    /** The packet carries something else than IP, or carries it encrypted. */
    static final long ABSENT = -1;

    /** The packet ends inside the headers before it. */
    static final long BEYOND_END = -2;

    /** The headers before it contradict themselves. */
    static final long MALFORMED = -3;

    /** The link type is not supported. */
    static final long UNKNOWN_LINK_TYPE = -4;

    /** A datagram is no tunnel but stands for itself. */
    static final long NO_TUNNEL = -5;

    private NetworkHeader() {}

    static long of(int etherType, int at) {
        return (long) etherType << 32 | at;
    }

    /** An IP header of either version at {@code at}, told apart by its first four bits. */
    static long ofEitherVersion(byte[] bytes, int at, int end) {
        if (at >= end) {
            return BEYOND_END;
        }
        return switch (bytes[at] >> 4) {
            case 4 -> of(IPV4, at);
            case 6 -> of(IPV6, at);
            default -> ABSENT;
        };
    }

    static boolean isFound(long header) {
        return header >= 0;
    }

    static boolean isIpv6(long header) {
        return header >>> 32 == IPV6;
    }

    static int at(long header) {
        return (int) header;
    }
}
