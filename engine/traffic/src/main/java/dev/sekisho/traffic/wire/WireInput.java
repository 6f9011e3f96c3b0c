package dev.sekisho.traffic.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link WireOutput} wrote, and says where something else stands. */
final class WireInput {
    /** What is wrong with the bytes; stays within this package. */
    static final class Fault extends RuntimeException {
        Fault(String message) {
            super(message, null, false, false);
        }
    }

    private static final int MOST_TEXTS = 10_000;

    /** Nanoseconds since 1970 fit into 64 bits. */
    private static final long FARTHEST_SECONDS = 9_151_488_000L;

    private final byte[] bytes;
    private final int end;
    private int at;

    WireInput(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    boolean hasMore() {
        return at < end;
    }

    int position() {
        return at;
    }

    Fault fault(String expected) {
        return new Fault("expected " + expected + " before byte " + at);
    }

    int oneByte() {
        if (at >= end) {
            throw fault("more bytes");
        }
        return bytes[at++] & 0xff;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = oneByte();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw fault("a number of at most ten bytes");
    }

    long signed() {
        long folded = number();
        return (folded >>> 1) ^ -(folded & 1);
    }

    /** A number from 0 to {@code most}. */
    int number(int most) {
        long value = number();
        if (value < 0 || value > most) {
            throw fault("a number from 0 to " + most + ", not " + value + ",");
        }
        return (int) value;
    }

    boolean flag() {
        return number(1) == 1;
    }

    double fraction() {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = (bits << 8) | oneByte();
        }
        return Double.longBitsToDouble(bits);
    }

    Instant time() {
        long seconds = signed();
        if (seconds < -FARTHEST_SECONDS || seconds > FARTHEST_SECONDS) {
            throw fault("a time within 290 years of 1970");
        }
        return Instant.ofEpochSecond(seconds, number(999_999_999));
    }

    @Nullable
    Instant maybeTime() {
        return flag() ? time() : null;
    }

    @Nullable
    String maybeText() {
        int length = number(end - at + 1) - 1;
        if (length < 0) {
            return null;
        }
        if (length > end - at) {
            throw fault("a text that ends");
        }
        String text = new String(bytes, at, length, UTF_8);
        at += length;
        return text;
    }

    String text() {
        String text = maybeText();
        if (text == null) {
            throw fault("a text");
        }
        return text;
    }

    byte[] block(int most) {
        int length = number(most + 1) - 1;
        if (length < 0 || length > end - at) {
            throw fault("a block that ends");
        }
        byte[] block = new byte[length];
        System.arraycopy(bytes, at, block, 0, length);
        at += length;
        return block;
    }

    List<String> texts() {
        int count = number(MOST_TEXTS);
        List<String> texts = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    <E extends Enum<E>> E choice(E[] values) {
        return values[number(values.length - 1)];
    }
}
