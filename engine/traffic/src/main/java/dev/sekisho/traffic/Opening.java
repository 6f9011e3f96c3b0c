package dev.sekisho.traffic;

import java.util.Arrays;
import java.util.HexFormat;

/** The first payload bytes of one direction of a connection; immutable. */
public final class Opening {
    /** No payload. */
    public static final Opening EMPTY = new Opening(new byte[0]);

    private final byte[] bytes;

    private Opening(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies {@code length} bytes of {@code source} from {@code offset}. */
    public static Opening of(byte[] source, int offset, int length) {
        return length == 0 ? EMPTY : new Opening(Arrays.copyOfRange(source, offset, offset + length));
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** The byte at {@code index} as 0–255, or −1 beyond the end. */
    public int at(int index) {
        return index >= 0 && index < bytes.length ? bytes[index] & 0xff : -1;
    }

    /** A copy of the bytes. */
    public byte[] toArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Opening opening && Arrays.equals(bytes, opening.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
