package dev.sekisho.traffic.quic;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A client hello of Google QUIC before TLS: a message of tagged values (Google's "QUIC Crypto" of 2016, message CHLO).
 *
 * @param serverName the value of the tag SNI, null if absent
 */
record GoogleHello(@Nullable String serverName) {
    private static final int CHLO = 0x43484c4f;
    private static final int SNI = 0x534e4900;
    private static final int HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 8;
    private static final int MAX_ENTRIES = 128;
    private static final int MAX_NAME_BYTES = 255;

    /** Whether the bytes begin with a client hello. */
    static boolean is(byte[] bytes, int offset, int limit) {
        return limit - offset >= HEADER_BYTES && bigEndian(bytes, offset) == CHLO;
    }

    /** Reads the message at {@code offset}; values that lie beyond {@code limit} are taken as absent. */
    static @Nullable GoogleHello parse(byte[] bytes, int offset, int limit) {
        if (!is(bytes, offset, limit)) {
            return null;
        }
        int entries = (bytes[offset + 4] & 0xff) | (bytes[offset + 5] & 0xff) << 8;
        int values = offset + HEADER_BYTES + entries * ENTRY_BYTES;
        if (entries > MAX_ENTRIES || values > limit) {
            return null;
        }
        String serverName = null;
        int start = 0;
        for (int i = 0; i < entries; i++) {
            int entry = offset + HEADER_BYTES + i * ENTRY_BYTES;
            int end = Integer.reverseBytes(bigEndian(bytes, entry + 4));
            if (end < start || end > limit - values) {
                break;
            }
            int tag = bigEndian(bytes, entry);
            int length = end - start;
            if (tag == SNI && length > 0 && length <= MAX_NAME_BYTES) {
                serverName = new String(bytes, values + start, length, StandardCharsets.ISO_8859_1);
            }
            start = end;
        }
        return new GoogleHello(serverName);
    }

    private static int bigEndian(byte[] bytes, int offset) {
        return (bytes[offset] & 0xff) << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | (bytes[offset + 3] & 0xff);
    }
}
