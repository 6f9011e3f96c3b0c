package dev.sekisho.traffic.capture;

/** Numbers out of byte arrays in either byte order; the caller has checked the bounds. */
final class Bytes {
    private Bytes() {}

    static int int16(byte[] bytes, int at, boolean littleEndian) {
        return littleEndian
                ? (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8
                : (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    static int int32(byte[] bytes, int at, boolean littleEndian) {
        return littleEndian ? int32LittleEndian(bytes, at) : Integer.reverseBytes(int32LittleEndian(bytes, at));
    }

    static int int32LittleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    static long int64(byte[] bytes, int at, boolean littleEndian) {
        long first = int32(bytes, at, littleEndian) & 0xffffffffL;
        long second = int32(bytes, at + 4, littleEndian) & 0xffffffffL;
        return littleEndian ? second << 32 | first : first << 32 | second;
    }
}
