package dev.sekisho.traffic.tls;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A ServerHello (RFC 8446, section 4.1.3, and its predecessors). */
final class ServerHello {
    /** The first eight bytes of SHA-256("HelloRetryRequest"), which stand in for the random (RFC 8446, 4.1.3). */
    private static final long RETRY_RANDOM_HIGH = 0xCF21AD74E59A6111L;

    private static final int MAX_EXTENSIONS = 64;

    private final int legacyVersion;
    private final boolean retryRequest;
    private final boolean whole;
    private final int cipher;
    private int version;
    private int[] extensions = {};
    private byte[] sessionId = {};
    private @Nullable String alpn;
    private boolean acceptsPreSharedKey;

    private ServerHello(ByteCursor cursor) {
        legacyVersion = cursor.unsigned16();
        version = legacyVersion;
        long randomHigh = (cursor.bits32() & 0xffffffffL) << 32 | (cursor.bits32() & 0xffffffffL);
        retryRequest = randomHigh == RETRY_RANDOM_HIGH;
        cursor.skip(24);
        // Drafts of TLS 1.3 before 22 carry their number here and have neither session identifier nor compression.
        boolean earlyDraft = legacyVersion >>> 8 == 0x7f;
        if (!earlyDraft) {
            ByteCursor id = cursor.take(cursor.unsigned8());
            sessionId = Arrays.copyOfRange(id.bytes(), id.position(), id.position() + id.remaining());
        }
        cipher = cursor.unsigned16();
        if (!earlyDraft) {
            cursor.skip(1);
        }
        if (cursor.hasRemaining()) {
            readExtensions(cursor.take(cursor.unsigned16()));
        }
        whole = !cursor.isOverrun();
    }

    /** Reads the body of a ServerHello handshake message, that is without its four bytes of type and length. */
    static ServerHello parse(byte[] bytes, int offset, int length) {
        return new ServerHello(new ByteCursor(bytes, offset, length));
    }

    private void readExtensions(ByteCursor list) {
        int[] types = new int[16];
        int count = 0;
        while (list.hasRemaining() && count < MAX_EXTENSIONS) {
            int type = list.unsigned16();
            ByteCursor content = list.take(list.unsigned16());
            if (count == types.length) {
                types = Arrays.copyOf(types, count * 2);
            }
            types[count++] = type;
            if (type == ExtensionType.SUPPORTED_VERSIONS) {
                version = content.unsigned16();
            } else if (type == ExtensionType.PRE_SHARED_KEY) {
                acceptsPreSharedKey = true;
            } else if (type == ExtensionType.ALPN) {
                content.skip(2);
                ByteCursor name = content.take(content.unsigned8());
                alpn = new String(name.bytes(), name.position(), name.remaining(), StandardCharsets.ISO_8859_1);
            }
        }
        extensions = Arrays.copyOf(types, count);
    }

    /** Whether all of it was seen and its lengths agree. */
    boolean whole() {
        return whole;
    }

    /** The server_version field. */
    int legacyVersion() {
        return legacyVersion;
    }

    /** The version chosen: of supported_versions where present, else the legacy version. */
    int version() {
        return version;
    }

    /** Whether the version is TLS 1.3 or one of its drafts and experiments. */
    boolean isVersion13() {
        return version == 0x0304 || version >>> 8 == 0x7f || version >>> 8 == 0xfb;
    }

    /** The suite chosen. */
    int cipher() {
        return cipher;
    }

    /** Types of its extensions in the order sent; not copied. */
    int[] extensions() {
        return extensions;
    }

    /** The protocol chosen, null where not visible. */
    @Nullable
    String alpn() {
        return alpn;
    }

    /** The session identifier; not copied. */
    byte[] sessionId() {
        return sessionId;
    }

    /** Whether it takes up a pre-shared key. */
    boolean acceptsPreSharedKey() {
        return acceptsPreSharedKey;
    }

    /** Whether it is a HelloRetryRequest. */
    boolean retryRequest() {
        return retryRequest;
    }
}
