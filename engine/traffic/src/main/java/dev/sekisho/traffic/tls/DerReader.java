package dev.sekisho.traffic.tls;

/**
 * Walks over the elements of one level of DER (ITU-T X.690). An element that does not fit into its level, or whose
 * length is not in definite form, ends the walk and makes it {@link #isBroken()}.
 */
final class DerReader {
    static final int OBJECT_IDENTIFIER = 6;
    static final int OCTET_STRING = 4;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;

    private final byte[] bytes;
    private int next;
    private final int limit;
    private int tag;
    private int elementStart;
    private int start;
    private int end;
    private boolean broken;

    DerReader(byte[] bytes, int offset, int limit) {
        this.bytes = bytes;
        this.next = offset;
        this.limit = limit;
        this.start = offset;
        this.end = offset;
        this.elementStart = offset;
    }

    /** Moves to the next element of this level; false at the end or where the encoding is broken. */
    boolean next() {
        if (broken || next >= limit) {
            return false;
        }
        elementStart = next;
        if (limit - next < 2) {
            return fail();
        }
        tag = bytes[next] & 0xff;
        int length = bytes[next + 1] & 0xff;
        int position = next + 2;
        if (length >= 0x80) {
            int lengthBytes = length & 0x7f;
            if (lengthBytes == 0 || lengthBytes > 3 || limit - position < lengthBytes) {
                return fail();
            }
            length = 0;
            for (int i = 0; i < lengthBytes; i++) {
                length = length << 8 | (bytes[position++] & 0xff);
            }
        }
        if (length > limit - position) {
            return fail();
        }
        start = position;
        end = position + length;
        next = end;
        return true;
    }

    /** Moves to the next element, which must have the given tag. */
    boolean next(int expectedTag) {
        if (!next()) {
            return fail();
        }
        return tag == expectedTag || fail();
    }

    private boolean fail() {
        broken = true;
        tag = 0;
        start = limit;
        end = limit;
        return false;
    }

    boolean isBroken() {
        return broken;
    }

    /** Identifier octet of the present element; only tags below 31 are told apart. */
    int tag() {
        return tag;
    }

    /** Where the present element begins, identifier included. */
    int elementStart() {
        return elementStart;
    }

    /** Where the content of the present element begins. */
    int start() {
        return start;
    }

    /** Where the present element ends. */
    int end() {
        return end;
    }

    byte[] bytes() {
        return bytes;
    }

    /** A reader of what the present element contains. */
    DerReader inside() {
        return new DerReader(bytes, start, end);
    }
}
