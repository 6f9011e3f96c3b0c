package dev.sekisho.traffic.http;

/** The header of a gzip member (RFC 1952 section 2.3). */
final class GzipHeader {
    private static final int FIXED_BYTES = 10;
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private GzipHeader() {}

    /** Its length in bytes, or −1 if the bytes are no gzip header or end inside it. */
    static int length(byte[] bytes, int end) {
        if (end < FIXED_BYTES || (bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b || bytes[2] != 8) {
            return -1;
        }
        int flags = bytes[3];
        int at = FIXED_BYTES;
        if ((flags & EXTRA) != 0) {
            if (at + 2 > end) {
                return -1;
            }
            at += 2 + (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8);
        }
        if ((flags & NAME) != 0) {
            at = afterZero(bytes, at, end);
        }
        if ((flags & COMMENT) != 0) {
            at = afterZero(bytes, at, end);
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            at += 2;
        }
        return at <= end ? at : -1;
    }

    private static int afterZero(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }
}
