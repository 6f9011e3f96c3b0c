package dev.sekisho.veil.hash;

import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes in the making: the input of a hash or a message. Integers are big-endian; a name or a string of bytes of any length
 * carries its length in two bytes before it, so that no two sequences of calls make the same bytes.
 *
 * <p>Not safe for use by several threads.
 */
public final class Octets {
    private static final int MOST_LENGTH = 0xffff;

    private byte[] bytes = new byte[256];
    private int count;

    /** Appends one byte. */
    public Octets i1(int value) {
        return integer(value, 1);
    }

    /** Appends two bytes. */
    public Octets i2(int value) {
        return integer(value, 2);
    }

    /** Appends four bytes. */
    public Octets i4(int value) {
        return integer(value, 4);
    }

    /** Appends eight bytes. */
    public Octets i8(long value) {
        return integer(value, 8);
    }

    private Octets integer(long value, int length) {
        reserve(length);
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            bytes[count++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Appends a name in UTF-8 with its length before it. */
    public Octets name(String name) {
        return counted(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends bytes with their length before them. */
    public Octets counted(byte[] more) {
        if (more.length > MOST_LENGTH) {
            throw new IllegalArgumentException(
                    "at most " + MOST_LENGTH + " bytes can be counted, but there are " + more.length);
        }
        return i2(more.length).raw(more);
    }

    /** Appends bytes of a length that the reader knows. */
    public Octets raw(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, count, more.length);
        count += more.length;
        return this;
    }

    /** Appends characters of a length that the reader knows, in UTF-8. */
    public Octets text(String text) {
        return raw(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends the 32 bytes of an element. */
    public Octets element(Element element) {
        reserve(Element.BYTES);
        element.encode(bytes, count);
        count += Element.BYTES;
        return this;
    }

    /** Appends elements, one after the other. */
    public Octets elements(Iterable<Element> elements) {
        elements.forEach(this::element);
        return this;
    }

    /** Appends the 32 bytes of a scalar. */
    public Octets scalar(PublicScalar scalar) {
        return raw(scalar.encode());
    }

    /** Appends the 32 bytes of a secret scalar; {@link #clear()} when done. */
    public Octets secret(Scalar scalar) {
        reserve(Scalar.BYTES);
        scalar.encode(bytes, count);
        count += Scalar.BYTES;
        return this;
    }

    private void reserve(int more) {
        if (count + more > bytes.length) {
            byte[] old = bytes;
            bytes = Arrays.copyOf(old, Math.max(2 * old.length, count + more));
            Arrays.fill(old, (byte) 0);
        }
    }

    /** A copy of what has been appended. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, count);
    }

    /** How many bytes have been appended. */
    public int length() {
        return count;
    }

    /** Overwrites and forgets everything. */
    public void clear() {
        Arrays.fill(bytes, (byte) 0);
        count = 0;
    }
}
