package dev.sekisho.traffic.session;

/** Addresses as two numbers. An IPv4 address is kept in its IPv4-mapped IPv6 form (RFC 4291, 2.5.5.2). */
final class Endpoint {
    private static final long IPV4_MAPPED = 0xffff_0000_0000L;

    private Endpoint() {}

    static long high(byte[] bytes, int at, boolean ipv6) {
        return ipv6 ? int64(bytes, at) : 0;
    }

    static long low(byte[] bytes, int at, boolean ipv6) {
        return ipv6 ? int64(bytes, at + 8) : IPV4_MAPPED | int32(bytes, at);
    }

    private static long int64(byte[] bytes, int at) {
        return int32(bytes, at) << 32 | int32(bytes, at + 4);
    }

    private static long int32(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 24
                        | (bytes[at + 1] & 0xff) << 16
                        | (bytes[at + 2] & 0xff) << 8
                        | (bytes[at + 3] & 0xff))
                & 0xffffffffL;
    }

    /**
     * Mixes one end of a connection; the sum over both ends is the same whichever way a packet goes. Every bit of address
     * and port reaches the lower bits, by which tables are indexed.
     */
    static int hash(long high, long low, int port) {
        long mixed = (low ^ high * 0x9e3779b97f4a7c15L) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 32 ^ port) * 0xc4ceb9fe1a85ec53L;
        return (int) (mixed >>> 32);
    }

    static boolean isIpv4(long high, long low) {
        return high == 0 && low >>> 32 == 0xffff;
    }

    /** The address as 4 or 16 bytes in network order. */
    static byte[] toBytes(long high, long low) {
        boolean ipv4 = isIpv4(high, low);
        byte[] bytes = new byte[ipv4 ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            int shift = 8 * (bytes.length - 1 - i);
            bytes[i] = (byte) (shift < 64 ? low >>> shift : high >>> (shift - 64));
        }
        return bytes;
    }
}
