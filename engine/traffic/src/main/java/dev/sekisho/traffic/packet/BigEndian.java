package dev.sekisho.traffic.packet;

/** Numbers in network byte order; the caller has checked the bounds. */
final class BigEndian {
    private BigEndian() {}

    static int uint8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    static int int32(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    static long int64(byte[] bytes, int at) {
        return (long) int32(bytes, at) << 32 | (int32(bytes, at + 4) & 0xffffffffL);
    }
}
