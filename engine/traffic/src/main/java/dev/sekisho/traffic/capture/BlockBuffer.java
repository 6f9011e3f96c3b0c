package dev.sekisho.traffic.capture;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import java.io.IOException;

/**
 * A window over an input: a large array that is filled block by block, out of which records are handed without copying
 * them one by one. Fields are open to the readers of this package, because they are looked at for every packet.
 */
final class BlockBuffer {
    /** Fits the second-level cache and still makes system calls rare. */
    static final int BLOCK_BYTES = 1 << 20;

    final byte[] bytes = new byte[BLOCK_BYTES];

    /** Offset of the next byte that was not taken yet. */
    int position;

    /** Offset after the last byte that was read. */
    int limit;

    private final InputFile input;
    private boolean ended;

    BlockBuffer(InputFile input) {
        this.input = input;
    }

    int available() {
        return limit - position;
    }

    /**
     * Reads until at least {@code wanted} bytes, at most {@value #BLOCK_BYTES}, are available; moves the bytes not taken
     * yet to the front of the array for that.
     *
     * @return false if the input ends before
     */
    boolean fill(int wanted) throws IOException {
        if (available() >= wanted) {
            return true;
        }
        if (position > 0) {
            System.arraycopy(bytes, position, bytes, 0, available());
            limit -= position;
            position = 0;
        }
        while (limit < wanted && !ended) {
            int got = input.read(bytes, limit, bytes.length - limit);
            if (got < 0) {
                ended = true;
            } else {
                limit += got;
            }
        }
        return limit >= wanted;
    }

    /**
     * Leaves {@code number} bytes out.
     *
     * @return false if the input ends before
     */
    boolean skip(long number) throws IOException {
        long rest = number;
        while (rest > available()) {
            rest -= available();
            position = limit;
            if (!fill(1)) {
                return false;
            }
        }
        position += (int) rest;
        return true;
    }

    /** Counts why the input ended in the middle of something, or before its time. */
    void countBrokenEnd(Losses losses, boolean insideRecord) {
        Reason damage = input.damage();
        if (damage != null) {
            losses.add(damage);
        } else if (insideRecord) {
            losses.add(Reason.TRUNCATED_CAPTURE);
        }
    }
}
