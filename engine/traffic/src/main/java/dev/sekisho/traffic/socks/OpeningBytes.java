package dev.sekisho.traffic.socks;

import java.util.Arrays;

/** The bytes of one direction that an opening has not yet used up; bounded by what the caller lets in. */
final class OpeningBytes {
    private byte[] bytes = new byte[64];
    private int start;
    private int end;

    void add(byte[] source, int offset, int length) {
        if (end + length > bytes.length) {
            byte[] wider = new byte[Math.max(end - start + length, 64)];
            System.arraycopy(bytes, start, wider, 0, end - start);
            end -= start;
            start = 0;
            bytes = wider;
        }
        System.arraycopy(source, offset, bytes, end, length);
        end += length;
    }

    int size() {
        return end - start;
    }

    /** The byte at {@code index} as 0–255. */
    int at(int index) {
        return bytes[start + index] & 0xff;
    }

    int unsigned16(int index) {
        return at(index) << 8 | at(index + 1);
    }

    /** Where the first zero byte is from {@code index} on, −1 if there is none. */
    int indexOfZero(int index) {
        for (int i = start + index; i < end; i++) {
            if (bytes[i] == 0) {
                return i - start;
            }
        }
        return -1;
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, start + from, start + to);
    }

    void drop(int length) {
        start += length;
    }
}
