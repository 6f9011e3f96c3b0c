package dev.sekisho.traffic.quic;

/** Reads variable-length integers (RFC 9000, section 16). */
final class Varint {
    private final byte[] bytes;
    private final int limit;
    private int position;

    Varint(byte[] bytes, int position, int limit) {
        this.bytes = bytes;
        this.position = position;
        this.limit = limit;
    }

    /** The next number, −1 if the bytes end before it does. */
    long next() {
        if (position >= limit) {
            return -1;
        }
        int length = 1 << ((bytes[position] & 0xff) >>> 6);
        if (length > limit - position) {
            position = limit;
            return -1;
        }
        long value = bytes[position++] & 0x3f;
        for (int i = 1; i < length; i++) {
            value = value << 8 | (bytes[position++] & 0xff);
        }
        return value;
    }

    int position() {
        return position;
    }

    int remaining() {
        return limit - position;
    }

    void skip(int length) {
        position += length;
    }
}
