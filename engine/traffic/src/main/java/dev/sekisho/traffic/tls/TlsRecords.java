package dev.sekisho.traffic.tls;

/** The headers of TLS records (RFC 8446, section 5.1) and how to recognise them among other bytes. */
final class TlsRecords {
    static final int HEADER_BYTES = 5;
    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;
    static final int HEARTBEAT = 24;

    /** The longest record: RFC 5246 allows 2,048 bytes for the cipher, RFC 8446 allows 256. */
    static final int MAX_CONTENT_BYTES = (1 << 14) + 2048;

    private static final int VERSION_2_CLIENT_HELLO = 1;
    private static final int MAX_VERSION_2_HELLO_BYTES = 4096;

    private TlsRecords() {}

    /** The five header bytes as one number. */
    static long header(byte[] bytes, int offset) {
        return (bytes[offset] & 0xffL) << 32
                | (bytes[offset + 1] & 0xffL) << 24
                | (bytes[offset + 2] & 0xffL) << 16
                | (bytes[offset + 3] & 0xffL) << 8
                | (bytes[offset + 4] & 0xffL);
    }

    static int type(long header) {
        return (int) (header >>> 32);
    }

    static int length(long header) {
        return (int) header & 0xffff;
    }

    static boolean isHeader(long header) {
        int type = type(header);
        int version = (int) (header >>> 16) & 0xffff;
        return type >= CHANGE_CIPHER_SPEC
                && type <= HEARTBEAT
                && isVersion(version)
                && length(header) <= MAX_CONTENT_BYTES;
    }

    /** SSL 3.0 to TLS 1.3; drafts of TLS 1.3 put their own number into records. */
    private static boolean isVersion(int version) {
        return (version >= 0x0300 && version <= 0x0304) || version >>> 8 == 0x7f;
    }

    /** Whether a stream begins with a ClientHello in the form of SSL 2.0 (RFC 5246, appendix E.2). */
    static boolean isVersion2Hello(long header) {
        int version = (int) header & 0xffff;
        int length = version2Length(header);
        return header >>> 39 == 1
                && ((int) (header >>> 16) & 0xff) == VERSION_2_CLIENT_HELLO
                && (version == 0x0002 || (version >= 0x0300 && version <= 0x0304))
                && length >= 9
                && length <= MAX_VERSION_2_HELLO_BYTES;
    }

    static int version2Length(long header) {
        return (int) (header >>> 24) & 0x7fff;
    }

    /**
     * Whether the bytes are the beginning of TLS records. Wants at least six bytes; decides by as many record headers
     * as are there, and by the first handshake message's type.
     */
    static boolean looksLikeTls(byte[] bytes, int offset, int length) {
        if (length < HEADER_BYTES + 1) {
            return false;
        }
        long header = header(bytes, offset);
        if (isVersion2Hello(header)) {
            return isPlausibleVersion2(bytes, offset, length, header);
        }
        return isPlausible(bytes, offset, offset + length);
    }

    private static boolean isPlausibleVersion2(byte[] bytes, int offset, int length, long header) {
        if (length < 11) {
            return true;
        }
        ByteCursor cursor = new ByteCursor(bytes, offset + HEADER_BYTES, 6);
        int kinds = cursor.unsigned16();
        int sum = 9 + kinds + cursor.unsigned16() + cursor.unsigned16();
        return kinds > 0 && kinds % 3 == 0 && sum == version2Length(header);
    }

    /** Whether a record header stands at {@code offset} and those that follow it before {@code end} are headers too. */
    private static boolean isPlausible(byte[] bytes, int offset, int end) {
        int position = offset;
        while (end - position >= HEADER_BYTES) {
            long header = header(bytes, position);
            if (!isHeader(header) || !isPlausibleContent(header)) {
                return false;
            }
            position += HEADER_BYTES + length(header);
        }
        return true;
    }

    private static boolean isPlausibleContent(long header) {
        int length = length(header);
        return switch (type(header)) {
            case CHANGE_CIPHER_SPEC -> length == 1;
            case ALERT -> length >= 2 && length <= 256;
            case APPLICATION_DATA -> true;
            case HANDSHAKE -> length > 0;
            default -> length >= 3;
        };
    }

    /**
     * Whether a ClientHello begins at {@code offset}: for finding the change to TLS inside a connection that began in
     * clear (STARTTLS). Wants at least {@value #CLIENT_HELLO_SNIFF_BYTES} bytes.
     */
    static boolean startsClientHello(byte[] bytes, int offset, int length) {
        return length >= CLIENT_HELLO_SNIFF_BYTES
                && bytes[offset] == HANDSHAKE
                && bytes[offset + 1] == 3
                && isHeader(header(bytes, offset))
                && bytes[offset + 5] == HandshakeMessages.CLIENT_HELLO
                && bytes[offset + 6] == 0
                && bytes[offset + 9] == 3
                && bytes[offset + 10] <= 4
                && bytes[offset + 10] >= 0;
    }

    static final int CLIENT_HELLO_SNIFF_BYTES = 11;

    /**
     * Finds where records begin again: the start, where a header stands there, else the first place from which
     * application-data headers lead to the end or beyond.
     *
     * @return the place, −1 if there is none
     */
    static int find(byte[] bytes, int offset, int end) {
        for (int position = offset; end - position >= HEADER_BYTES; position++) {
            byte type = bytes[position];
            boolean candidate = position == offset
                    ? type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA
                    : type == APPLICATION_DATA;
            if (candidate && bytes[position + 1] == 3 && isPlausible(bytes, position, end)) {
                return position;
            }
        }
        return -1;
    }
}
