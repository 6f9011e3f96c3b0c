package dev.sekisho.traffic.tls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of TLS stacks: JA3 and JA3S (the MD5 of a list of numbers) and JA4 (the client fingerprint of FoxIO's
 * JA4+ family, BSD-3-Clause; a readable part and two truncated SHA-256).
 *
 * <p>Used by one thread; {@link #ofThread()} gives each its own. The same few stacks say hello again and again: digests
 * of inputs seen lately are kept.
 */
public final class Fingerprints {
    private static final int CACHE_SLOTS = 512;
    private static final int CACHED_INPUT_BYTES = 1024;
    private static final int JA4_HASH_DIGITS = 12;
    private static final String JA4_NO_HASH = "000000000000";
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final ThreadLocal<Fingerprints> OF_THREAD = ThreadLocal.withInitial(Fingerprints::new);

    /** What carries the hello, as JA4 names it. */
    public enum Carrier {
        TCP('t'),
        QUIC('q'),
        DTLS('d');

        private final char letter;

        Carrier(char letter) {
            this.letter = letter;
        }
    }

    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha256 = digest("SHA-256");
    private final @Nullable CachedDigest[] cache = new CachedDigest[CACHE_SLOTS];
    private byte[] text = new byte[1024];
    private int length;

    private static final class CachedDigest {
        final byte[] input;
        final String digest;

        CachedDigest(byte[] input, String digest) {
            this.input = input;
            this.digest = digest;
        }
    }

    private Fingerprints() {}

    /** The instance of the calling thread. */
    public static Fingerprints ofThread() {
        return OF_THREAD.get();
    }

    /** The JA3 of a whole hello: version, suites, extensions, groups and point formats in decimal, then MD5. */
    public String ja3(ClientHello hello) {
        length = 0;
        decimal(hello.legacyVersion());
        list(hello.ciphers());
        list(hello.extensions());
        list(hello.groups());
        list(hello.pointFormats());
        return hexDigest(md5, 32);
    }

    /** The JA3S of a whole server hello: version, suite and extensions in decimal, then MD5. */
    String ja3s(ServerHello hello) {
        length = 0;
        decimal(hello.legacyVersion());
        append(',');
        decimal(hello.cipher());
        list(hello.extensions());
        return hexDigest(md5, 32);
    }

    /** The JA4 of a whole hello. */
    public String ja4(ClientHello hello, Carrier carrier) {
        int[] ciphers = sortedWithoutGrease(hello.ciphers());
        int[] extensions = sortedWithoutGrease(hello.extensions());
        boolean named = Arrays.binarySearch(extensions, ExtensionType.SERVER_NAME) >= 0;
        StringBuilder result = new StringBuilder(36);
        result.append(carrier.letter);
        result.append(ja4Version(hello.highestVersion()));
        result.append(named ? 'd' : 'i');
        twoDigits(result, ciphers.length);
        twoDigits(result, extensions.length);
        ja4Alpn(result, hello.alpn());
        result.append('_').append(ja4Ciphers(ciphers));
        result.append('_').append(ja4Extensions(extensions, hello.signatureAlgorithms()));
        return result.toString();
    }

    private String ja4Ciphers(int[] ciphers) {
        if (ciphers.length == 0) {
            return JA4_NO_HASH;
        }
        length = 0;
        hexList(ciphers);
        return hexDigest(sha256, JA4_HASH_DIGITS);
    }

    private String ja4Extensions(int[] extensions, int[] signatureAlgorithms) {
        if (extensions.length == 0) {
            return JA4_NO_HASH;
        }
        length = 0;
        for (int extension : extensions) {
            if (extension != ExtensionType.SERVER_NAME && extension != ExtensionType.ALPN) {
                hexItem(extension, 0);
            }
        }
        int start = length;
        for (int algorithm : signatureAlgorithms) {
            if (!Grease.is(algorithm)) {
                if (length == start) {
                    append('_');
                }
                hexItem(algorithm, start + 1);
            }
        }
        return hexDigest(sha256, JA4_HASH_DIGITS);
    }

    private static String ja4Version(int version) {
        return switch (version) {
            case 0x0304 -> "13";
            case 0x0303 -> "12";
            case 0x0302 -> "11";
            case 0x0301 -> "10";
            case 0x0300 -> "s3";
            case 0x0002 -> "s2";
            case 0xfeff -> "d1";
            case 0xfefd -> "d2";
            case 0xfefc -> "d3";
            default -> "00";
        };
    }

    private static void ja4Alpn(StringBuilder result, List<String> alpn) {
        if (alpn.isEmpty() || alpn.getFirst().isEmpty()) {
            result.append("00");
            return;
        }
        String protocol = alpn.getFirst();
        char first = protocol.charAt(0);
        char last = protocol.charAt(protocol.length() - 1);
        if (isAlphanumeric(first) && isAlphanumeric(last)) {
            result.append(first).append(last);
        } else {
            result.append((char) HEX[first >>> 4 & 15]).append((char) HEX[last & 15]);
        }
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static void twoDigits(StringBuilder result, int number) {
        int shown = Math.min(number, 99);
        result.append((char) ('0' + shown / 10)).append((char) ('0' + shown % 10));
    }

    private static int[] sortedWithoutGrease(int[] values) {
        int[] kept = new int[values.length];
        int count = 0;
        for (int value : values) {
            if (!Grease.is(value)) {
                kept[count++] = value;
            }
        }
        int[] sorted = Arrays.copyOf(kept, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private void list(int[] values) {
        append(',');
        int start = length;
        for (int value : values) {
            if (!Grease.is(value)) {
                if (length > start) {
                    append('-');
                }
                decimal(value);
            }
        }
    }

    private void hexList(int[] values) {
        for (int value : values) {
            hexItem(value, 0);
        }
    }

    private void hexItem(int value, int listStart) {
        if (length > listStart) {
            append(',');
        }
        append(HEX[value >>> 12 & 15]);
        append(HEX[value >>> 8 & 15]);
        append(HEX[value >>> 4 & 15]);
        append(HEX[value & 15]);
    }

    private void decimal(int value) {
        int divisor = 1;
        while (value / divisor > 9) {
            divisor *= 10;
        }
        for (; divisor > 0; divisor /= 10) {
            append('0' + value / divisor % 10);
        }
    }

    private void append(int character) {
        if (length == text.length) {
            text = Arrays.copyOf(text, length * 2);
        }
        text[length++] = (byte) character;
    }

    private String hexDigest(MessageDigest digest, int digits) {
        int hash = digits;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ (hash >>> 16)) & (CACHE_SLOTS - 1);
        CachedDigest known = cache[slot];
        // The number of digits tells the two digests apart.
        if (known != null
                && known.digest.length() == digits
                && Arrays.equals(known.input, 0, known.input.length, text, 0, length)) {
            return known.digest;
        }
        digest.update(text, 0, length);
        String result = hex(digest.digest(), digits);
        if (length <= CACHED_INPUT_BYTES) {
            cache[slot] = new CachedDigest(Arrays.copyOf(text, length), result);
        }
        return result;
    }

    static String hex(byte[] bytes, int digits) {
        byte[] characters = new byte[digits];
        for (int i = 0; i < digits; i++) {
            characters[i] = HEX[((i & 1) == 0 ? bytes[i >> 1] >> 4 : bytes[i >> 1]) & 15];
        }
        return new String(characters, StandardCharsets.ISO_8859_1);
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + algorithm + ", which every one must have", e);
        }
    }
}
