package dev.sekisho.veil.hash;

import dev.sekisho.veil.ristretto.Element;
import dev.sekisho.veil.ristretto.PublicScalar;
import dev.sekisho.veil.ristretto.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link Octets} wrote, from bytes of unknown origin. Nothing is thrown: after something that cannot be read
 * {@link #failed()} is true for good, and every further value is empty.
 *
 * <p>Not safe for use by several threads.
 */
public final class OctetReader {
    private final byte[] bytes;
    private int position;
    private boolean failed;

    /** A reader from the first byte on. */
    public OctetReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether something could not be read. */
    public boolean failed() {
        return failed;
    }

    /** Whether all bytes have been read, and could be. */
    public boolean complete() {
        return !failed && position == bytes.length;
    }

    /** How many bytes have been read. */
    public int position() {
        return position;
    }

    /** Bytes that are left. */
    public int left() {
        return failed ? 0 : bytes.length - position;
    }

    /** Notes that what was read makes no sense. */
    public void fail() {
        failed = true;
    }

    /** One byte. */
    public int i1() {
        return (int) integer(1);
    }

    /** Two bytes. */
    public int i2() {
        return (int) integer(2);
    }

    /** Four bytes; the topmost bit is the sign. */
    public int i4() {
        return (int) integer(4);
    }

    /** Eight bytes. */
    public long i8() {
        return integer(8);
    }

    private long integer(int length) {
        if (!has(length)) {
            return 0;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << 8) | (bytes[position++] & 0xff);
        }
        return value;
    }

    /**
     * A count of things that follow, each of at least so many bytes: fails where the rest is too short for them, so that no
     * count makes a reader reserve memory that no input pays for.
     */
    public int count(int value, int leastBytes) {
        if (value < 0 || (long) value * leastBytes > left()) {
            failed = true;
            return 0;
        }
        return value;
    }

    /** So many bytes. */
    public byte[] raw(int length) {
        if (!has(length)) {
            return new byte[length < 0 || length > 0xffff ? 0 : length];
        }
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** Bytes with their length before them. */
    public byte[] counted() {
        int length = i2();
        return has(length) ? raw(length) : new byte[0];
    }

    /** A name in UTF-8 with its length before it. */
    public String name() {
        byte[] name = counted();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            failed = true;
            return "";
        }
    }

    /** An element; the identity after a failure. */
    public Element element() {
        if (!has(Element.BYTES)) {
            return Element.IDENTITY;
        }
        Element element = Element.decode(bytes, position).orElse(null);
        position += Element.BYTES;
        if (element == null) {
            failed = true;
            return Element.IDENTITY;
        }
        return element;
    }

    /** A scalar; zero after a failure. */
    public PublicScalar scalar() {
        PublicScalar scalar =
                has(Scalar.BYTES) ? PublicScalar.decode(bytes, position).orElse(null) : null;
        position += failed ? 0 : Scalar.BYTES;
        if (scalar == null) {
            failed = true;
            return new PublicScalar(Scalar.ZERO);
        }
        return scalar;
    }

    private boolean has(int length) {
        if (failed || length < 0 || length > bytes.length - position) {
            failed = true;
            return false;
        }
        return true;
    }
}
