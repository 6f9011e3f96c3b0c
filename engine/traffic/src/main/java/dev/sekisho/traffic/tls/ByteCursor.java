package dev.sekisho.traffic.tls;

/**
 * Reads big-endian numbers from a stretch of bytes. Reading beyond the end gives 0 and is remembered in
 * {@link #isOverrun()}, so that a parser checks once where a message ends instead of before every field.
 */
public final class ByteCursor {
    private final byte[] bytes;
    private int position;
    private int limit;
    private boolean overrun;

    /** Reads {@code length} bytes of {@code bytes} from {@code offset}. */
    public ByteCursor(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.limit = offset + length;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return limit - position;
    }

    public boolean hasRemaining() {
        return position < limit;
    }

    /** Whether anything was read or skipped beyond the end. */
    public boolean isOverrun() {
        return overrun;
    }

    public int unsigned8() {
        if (position >= limit) {
            overrun = true;
            return 0;
        }
        return bytes[position++] & 0xff;
    }

    public int unsigned16() {
        if (limit - position < 2) {
            return exhausted();
        }
        int value = (bytes[position] & 0xff) << 8 | (bytes[position + 1] & 0xff);
        position += 2;
        return value;
    }

    public int unsigned24() {
        if (limit - position < 3) {
            return exhausted();
        }
        int value = (bytes[position] & 0xff) << 16 | (bytes[position + 1] & 0xff) << 8 | (bytes[position + 2] & 0xff);
        position += 3;
        return value;
    }

    /** Four bytes as they are: negative where the highest bit is set. */
    public int bits32() {
        int high = unsigned16();
        return high << 16 | unsigned16();
    }

    public void skip(int length) {
        if (length < 0 || length > limit - position) {
            exhausted();
        } else {
            position += length;
        }
    }

    /** A cursor over the next {@code length} bytes, or over as many as there are; this one moves behind them. */
    public ByteCursor take(int length) {
        int available = Math.min(length, limit - position);
        if (available < length) {
            overrun = true;
        }
        ByteCursor part = new ByteCursor(bytes, position, available);
        position += available;
        return part;
    }

    private int exhausted() {
        overrun = true;
        position = limit;
        return 0;
    }
}
