package dev.sekisho.traffic.quic;

/** How to recognise QUIC by the first datagram of a flow. */
final class QuicDatagrams {
    /** Flags of Google's public header: a version and a connection identifier of eight bytes follow. */
    private static final int GOOGLE_VERSION_FLAG = 0x01;

    private static final int GOOGLE_ID_FLAG = 0x08;
    private static final int GOOGLE_UNUSED_FLAGS = 0xc2;
    private static final int GOOGLE_VERSION_OFFSET = 9;
    private static final int GOOGLE_MIN_BYTES = 26;

    /** Behind public header, packet number, hash and the head of a stream frame a hello begins before this. */
    private static final int GOOGLE_HELLO_WITHIN = 64;

    private static final int MIN_LONG_HEADER_BYTES = 23;

    private QuicDatagrams() {}

    static boolean looksLikeQuic(byte[] bytes, int offset, int length) {
        if (isGooglePublicHeader(bytes, offset, length)) {
            return true;
        }
        if (length < MIN_LONG_HEADER_BYTES || (bytes[offset] & 0xc0) != 0xc0) {
            return false;
        }
        int version = LongHeader.version(bytes, offset);
        if (isGoogleVersion(version)) {
            return true;
        }
        int destinationIdLength = bytes[offset + 5] & 0xff;
        int sourceIdAt = offset + 6 + destinationIdLength;
        if (QuicVersion.of(version) == null
                || destinationIdLength > LongHeader.MAX_CONNECTION_ID_BYTES
                || sourceIdAt >= offset + length
                || (bytes[sourceIdAt] & 0xff) > LongHeader.MAX_CONNECTION_ID_BYTES) {
            return false;
        }
        return true;
    }

    /** Whether a version is {@code Q0dd} or {@code T0dd}. */
    static boolean isGoogleVersion(int version) {
        int letter = version >>> 24;
        return (letter == 'Q' || letter == 'T')
                && (version >>> 16 & 0xff) == '0'
                && isDigit(version >>> 8 & 0xff)
                && isDigit(version & 0xff);
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    /** Whether a datagram begins with the header of Google QUIC up to Q043, with version and identifier. */
    static boolean isGooglePublicHeader(byte[] bytes, int offset, int length) {
        if (length < GOOGLE_MIN_BYTES) {
            return false;
        }
        int flags = bytes[offset] & 0xff;
        return (flags & (GOOGLE_VERSION_FLAG | GOOGLE_ID_FLAG | GOOGLE_UNUSED_FLAGS))
                        == (GOOGLE_VERSION_FLAG | GOOGLE_ID_FLAG)
                && isGoogleVersion(LongHeader.version(bytes, offset + GOOGLE_VERSION_OFFSET - 1));
    }

    /** Where Google's hello begins in a datagram of Google QUIC up to Q046, −1 if it holds none. */
    static int findGoogleHello(byte[] bytes, int offset, int end) {
        int last = Math.min(offset + GOOGLE_HELLO_WITHIN, end - 4);
        for (int at = offset; at <= last; at++) {
            if (bytes[at] == 'C' && GoogleHello.is(bytes, at, end)) {
                return at;
            }
        }
        return -1;
    }
}
