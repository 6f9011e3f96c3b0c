package dev.sekisho.traffic.quic;

import java.util.Arrays;
import java.util.BitSet;

/** Puts the pieces of one side's handshake together, in whatever order they come (RFC 9000, section 19.6). */
final class CryptoStream {
    /** How much is kept; hellos with post-quantum keys take about 2,000 bytes. */
    static final int MAX_BYTES = 1 << 15;

    private byte[] bytes = new byte[1024];
    private final BitSet present = new BitSet();

    /** Takes a piece; one beyond {@link #MAX_BYTES} is left out. */
    void add(long streamOffset, byte[] source, int offset, int length) {
        if (streamOffset < 0 || streamOffset + length > MAX_BYTES) {
            return;
        }
        int end = (int) streamOffset + length;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, Math.min(bytes.length * 2, MAX_BYTES)));
        }
        System.arraycopy(source, offset, bytes, (int) streamOffset, length);
        present.set((int) streamOffset, end);
    }

    /** How many bytes are there from the beginning without a hole. */
    int available() {
        return present.nextClearBit(0);
    }

    /** Not copied; the first {@link #available()} bytes are good. */
    byte[] bytes() {
        return bytes;
    }
}
