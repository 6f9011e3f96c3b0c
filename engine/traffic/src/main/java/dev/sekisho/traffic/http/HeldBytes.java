package dev.sekisho.traffic.http;

import java.util.Arrays;

/** Bytes of an earlier segment that must wait for the next one. Bounded; takes no memory while empty. */
final class HeldBytes {
    private static final byte[] NOTHING = {};
    private static final int FIRST_SIZE = 512;

    private final int limit;
    private byte[] bytes = NOTHING;
    private int length;
    private long nanos;

    HeldBytes(int limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean isFull() {
        return length == limit;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Time of the first byte held. */
    long nanos() {
        return nanos;
    }

    /** Takes as many bytes as there is room for and returns their number. */
    int add(byte[] source, int offset, int available, long time) {
        int taken = Math.min(available, limit - length);
        if (length == 0) {
            nanos = time;
        }
        if (length + taken > bytes.length) {
            int size = Math.max(length + taken, Math.max(FIRST_SIZE, 2 * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.min(limit, size));
        }
        System.arraycopy(source, offset, bytes, length, taken);
        length += taken;
        return taken;
    }

    /** Gives back the bytes from {@code newLength} on. */
    void shorten(int newLength) {
        length = newLength;
    }

    /** Lets go of the first {@code count} bytes. */
    void drop(int count) {
        System.arraycopy(bytes, count, bytes, 0, length - count);
        length -= count;
    }

    void clear() {
        bytes = NOTHING;
        length = 0;
    }
}
