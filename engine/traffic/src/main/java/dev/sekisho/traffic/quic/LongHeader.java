package dev.sekisho.traffic.quic;

/**
 * The unprotected beginning of a QUIC packet with a long header (RFC 9000, section 17.2). Mutable and used again for
 * every packet.
 */
final class LongHeader {
    /** RFC 9000, section 17.2; the versions before draft 22 wrote both lengths into one byte and allowed 18. */
    static final int MAX_CONNECTION_ID_BYTES = 20;

    int version;
    int typeBits;
    int destinationIdOffset;
    int destinationIdLength;
    int sourceIdOffset;
    int sourceIdLength;

    /** Where the packet number begins; for a packet without one, the end. */
    int packetNumberOffset;

    /** Where the packet ends. */
    int end;

    /** Whether the bytes begin with the long header of some version. */
    static boolean is(byte[] bytes, int offset, int length) {
        return length >= 7 && (bytes[offset] & 0x80) != 0;
    }

    static int version(byte[] bytes, int offset) {
        return (bytes[offset + 1] & 0xff) << 24
                | (bytes[offset + 2] & 0xff) << 16
                | (bytes[offset + 3] & 0xff) << 8
                | (bytes[offset + 4] & 0xff);
    }

    /**
     * Reads the header at {@code offset}.
     *
     * @param limit where the datagram ends
     * @return false if it does not fit into the datagram
     */
    boolean read(byte[] bytes, int offset, int limit) {
        if (!is(bytes, offset, limit - offset)) {
            return false;
        }
        version = version(bytes, offset);
        typeBits = bytes[offset] >>> 4 & 3;
        int position = offset + 5;
        destinationIdLength = bytes[position++] & 0xff;
        destinationIdOffset = position;
        position += destinationIdLength;
        if (destinationIdLength > MAX_CONNECTION_ID_BYTES || position >= limit) {
            return false;
        }
        sourceIdLength = bytes[position++] & 0xff;
        sourceIdOffset = position;
        position += sourceIdLength;
        packetNumberOffset = limit;
        end = limit;
        return sourceIdLength <= MAX_CONNECTION_ID_BYTES && position <= limit;
    }

    /**
     * Goes on, for an Initial packet, over token and length.
     *
     * @return false if they do not fit into the datagram
     */
    boolean readRest(byte[] bytes, int limit, boolean hasToken) {
        Varint number = new Varint(bytes, sourceIdOffset + sourceIdLength, limit);
        if (hasToken) {
            long token = number.next();
            if (token < 0 || token > limit - number.position()) {
                return false;
            }
            number.skip((int) token);
        }
        long length = number.next();
        if (length < 0 || length > limit - number.position()) {
            return false;
        }
        packetNumberOffset = number.position();
        end = packetNumberOffset + (int) length;
        return true;
    }
}
