package dev.sekisho.traffic.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ClientHello (RFC 8446, section 4.1.2, and its predecessors down to the SSL 2.0 form of RFC 5246, appendix E.2).
 *
 * <p>A hello of which only the beginning was seen, or whose lengths contradict each other, is read as far as it goes and
 * is not {@link #whole()}.
 */
public final class ClientHello {
    /** Names longer than this are not kept: no host name is (RFC 1035, section 2.3.4). */
    static final int MAX_NAME_BYTES = 255;

    /** Protocols offered beyond this number are not kept. */
    static final int MAX_ALPN = 64;

    private static final int[] NONE = {};

    private boolean whole;
    private int legacyVersion;
    private byte[] sessionId = {};
    private int[] ciphers = NONE;
    private int[] extensions = NONE;
    private int[] groups = NONE;
    private int[] pointFormats = NONE;
    private int[] signatureAlgorithms = NONE;
    private int[] supportedVersions = NONE;
    private int[] keyShares = NONE;
    private List<String> alpn = List.of();
    private @Nullable String serverName;
    private boolean encryptedClientHello;
    private boolean offersTicket;
    private boolean offersPreSharedKey;
    private boolean offersEarlyData;

    private ClientHello() {}

    /**
     * Reads the body of a ClientHello handshake message, that is without its four bytes of type and length.
     *
     * @param declared length according to those; more than {@code length} where only the beginning is there
     */
    public static ClientHello parse(byte[] bytes, int offset, int length, int declared) {
        ClientHello hello = new ClientHello();
        ByteCursor cursor = new ByteCursor(bytes, offset, length);
        hello.legacyVersion = cursor.unsigned16();
        cursor.skip(32);
        int sessionIdLength = cursor.unsigned8();
        int sessionIdStart = cursor.position();
        cursor.skip(sessionIdLength);
        hello.sessionId = Arrays.copyOfRange(bytes, sessionIdStart, cursor.position());
        hello.ciphers = numbers16(cursor, cursor.unsigned16());
        cursor.skip(cursor.unsigned8());
        boolean sound = !cursor.isOverrun();
        if (cursor.hasRemaining()) {
            int extensionsLength = cursor.unsigned16();
            ByteCursor extensions = cursor.take(extensionsLength);
            sound &= hello.readExtensions(extensions) && !cursor.isOverrun();
        }
        hello.whole = sound && sessionIdLength <= 32 && length == declared;
        return hello;
    }

    /**
     * Reads an SSL 2.0 ClientHello, that is the record without its two bytes of length.
     *
     * <p>Its three-byte kinds that begin with 0 are suites of SSL 3.0 and TLS; the rest exist in SSL 2.0 alone.
     */
    static ClientHello parseVersion2(byte[] bytes, int offset, int length) {
        ClientHello hello = new ClientHello();
        ByteCursor cursor = new ByteCursor(bytes, offset, length);
        cursor.skip(1);
        hello.legacyVersion = cursor.unsigned16();
        int kindsLength = cursor.unsigned16();
        int sessionIdLength = cursor.unsigned16();
        int challengeLength = cursor.unsigned16();
        ByteCursor kinds = cursor.take(kindsLength);
        int[] ciphers = new int[kinds.remaining() / 3];
        int count = 0;
        while (kinds.remaining() >= 3) {
            int kind = kinds.unsigned24();
            if (kind <= 0xffff) {
                ciphers[count++] = kind;
            }
        }
        hello.ciphers = Arrays.copyOf(ciphers, count);
        cursor.skip(sessionIdLength);
        cursor.skip(challengeLength);
        hello.whole = !cursor.isOverrun();
        return hello;
    }

    private boolean readExtensions(ByteCursor cursor) {
        int[] types = new int[Math.min(cursor.remaining() / 4, 64)];
        int count = 0;
        boolean sound = true;
        while (cursor.hasRemaining() && sound) {
            int type = cursor.unsigned16();
            int length = cursor.unsigned16();
            if (cursor.isOverrun()) {
                sound = false;
                break;
            }
            if (count == types.length) {
                types = Arrays.copyOf(types, count * 2 + 8);
            }
            types[count++] = type;
            ByteCursor content = cursor.take(length);
            sound = !cursor.isOverrun();
            readExtension(type, content);
        }
        extensions = Arrays.copyOf(types, count);
        return sound;
    }

    private void readExtension(int type, ByteCursor content) {
        switch (type) {
            case ExtensionType.SERVER_NAME -> readServerName(content);
            case ExtensionType.SUPPORTED_GROUPS -> groups = numbers16(content, content.unsigned16());
            case ExtensionType.EC_POINT_FORMATS -> pointFormats = numbers8(content, content.unsigned8());
            case ExtensionType.SIGNATURE_ALGORITHMS -> signatureAlgorithms = numbers16(content, content.unsigned16());
            case ExtensionType.ALPN -> readAlpn(content);
            case ExtensionType.SESSION_TICKET -> offersTicket = content.hasRemaining();
            case ExtensionType.PRE_SHARED_KEY -> offersPreSharedKey = true;
            case ExtensionType.EARLY_DATA -> offersEarlyData = true;
            case ExtensionType.SUPPORTED_VERSIONS -> supportedVersions = numbers16(content, content.unsigned8());
            case ExtensionType.KEY_SHARE -> readKeyShares(content);
            case ExtensionType.ENCRYPTED_CLIENT_HELLO, ExtensionType.ENCRYPTED_SERVER_NAME ->
                encryptedClientHello = true;
            default -> {}
        }
    }

    private void readServerName(ByteCursor content) {
        ByteCursor list = content.take(content.unsigned16());
        while (list.hasRemaining() && serverName == null) {
            int nameType = list.unsigned8();
            int declared = list.unsigned16();
            ByteCursor name = list.take(declared);
            int length = name.remaining();
            if (nameType == 0 && length > 0 && length == declared && length <= MAX_NAME_BYTES) {
                serverName = text(name, length);
            }
        }
    }

    private void readAlpn(ByteCursor content) {
        ByteCursor list = content.take(content.unsigned16());
        List<String> names = new ArrayList<>(4);
        while (list.hasRemaining() && names.size() < MAX_ALPN) {
            ByteCursor name = list.take(list.unsigned8());
            names.add(text(name, name.remaining()));
        }
        alpn = List.copyOf(names);
    }

    private void readKeyShares(ByteCursor content) {
        ByteCursor list = content.take(content.unsigned16());
        int[] found = new int[8];
        int count = 0;
        while (list.hasRemaining() && count < found.length) {
            found[count++] = list.unsigned16();
            list.skip(list.unsigned16());
        }
        keyShares = Arrays.copyOf(found, count);
    }

    private static String text(ByteCursor cursor, int length) {
        return new String(cursor.bytes(), cursor.position(), length, StandardCharsets.ISO_8859_1);
    }

    private static int[] numbers16(ByteCursor cursor, int lengthBytes) {
        ByteCursor list = cursor.take(lengthBytes);
        int[] numbers = new int[list.remaining() / 2];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.unsigned16();
        }
        return numbers;
    }

    private static int[] numbers8(ByteCursor cursor, int length) {
        ByteCursor list = cursor.take(length);
        int[] numbers = new int[list.remaining()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.unsigned8();
        }
        return numbers;
    }

    /** Whether all of it was seen and its lengths agree. */
    public boolean whole() {
        return whole;
    }

    /** The client_version field. */
    public int legacyVersion() {
        return legacyVersion;
    }

    /** The highest version offered: of supported_versions where present (GREASE apart), else the legacy version. */
    public int highestVersion() {
        int highest = 0;
        for (int version : supportedVersions) {
            if (!Grease.is(version) && version > highest) {
                highest = version;
            }
        }
        return highest == 0 ? legacyVersion : highest;
    }

    /** The host name of the server_name extension (RFC 6066, section 3) with its case as sent, null if none. */
    public @Nullable String serverName() {
        return serverName;
    }

    /** The protocols offered (RFC 7301), bytes as ISO 8859-1. */
    public List<String> alpn() {
        return alpn;
    }

    /** Whether an encrypted_client_hello (RFC 9849) or the earlier encrypted_server_name extension is present. */
    public boolean encryptedClientHello() {
        return encryptedClientHello;
    }

    /** Whether a session ticket (RFC 5077) or a pre-shared key (RFC 8446) is offered. */
    public boolean offersResumption() {
        return offersTicket || offersPreSharedKey;
    }

    /** Whether data may follow before the server's answer (RFC 8446, section 4.2.10). */
    public boolean offersEarlyData() {
        return offersEarlyData;
    }

    // The arrays below are not copied: only the fingerprints of this package read them.

    int[] ciphers() {
        return ciphers;
    }

    int[] extensions() {
        return extensions;
    }

    int[] groups() {
        return groups;
    }

    int[] pointFormats() {
        return pointFormats;
    }

    int[] signatureAlgorithms() {
        return signatureAlgorithms;
    }

    int[] keyShares() {
        return keyShares;
    }

    byte[] sessionId() {
        return sessionId;
    }
}
