package dev.sekisho.traffic.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes that grow: whole numbers in groups of seven bits, texts by their length. Used by one thread. */
final class WireOutput {
    private byte[] bytes = new byte[8192];
    private int length;

    int length() {
        return length;
    }

    byte[] array() {
        return bytes;
    }

    void clear() {
        length = 0;
    }

    private void makeRoom(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    void oneByte(int value) {
        makeRoom(1);
        bytes[length++] = (byte) value;
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. */
    void number(long value) {
        makeRoom(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** A number that may be below 0: folded so that small ones stay short. */
    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void flag(boolean value) {
        oneByte(value ? 1 : 0);
    }

    void fraction(double value) {
        long bits = Double.doubleToLongBits(value);
        makeRoom(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (bits >>> shift);
        }
    }

    void time(Instant time) {
        signed(time.getEpochSecond());
        number(time.getNano());
    }

    void maybeTime(@Nullable Instant time) {
        flag(time != null);
        if (time != null) {
            time(time);
        }
    }

    /** 0 for null, else its length in bytes and one more, then UTF-8. */
    void text(@Nullable String text) {
        if (text == null) {
            number(0);
            return;
        }
        block(text.getBytes(UTF_8));
    }

    void block(byte[] block) {
        number(block.length + 1L);
        makeRoom(block.length);
        System.arraycopy(block, 0, bytes, length, block.length);
        length += block.length;
    }

    void texts(List<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
    }
}
