package dev.sekisho.veil.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** expand_message_xmd with SHA-512 (RFC 9380, section 5.3.1), to 64 bytes. */
public final class MessageExpansion {
    /** Bytes that come out: one block of SHA-512. */
    public static final int BYTES = 64;

    private static final int BLOCK_BYTES = 128;
    private static final int MOST_TAG_BYTES = 255;

    private MessageExpansion() {}

    /**
     * 64 uniform bytes from a message.
     *
     * @param tag the domain separation tag, at most 255 bytes of ASCII
     */
    public static byte[] expand(byte[] message, String tag) {
        return expand(message, tag.getBytes(StandardCharsets.US_ASCII));
    }

    /** 64 uniform bytes from a message and a tag of at most 255 bytes. */
    public static byte[] expand(byte[] message, byte[] tag) {
        if (tag.length > MOST_TAG_BYTES) {
            throw new IllegalArgumentException("a tag has at most 255 bytes, but this one has " + tag.length);
        }
        MessageDigest sha512 = Digests.sha512();
        sha512.update(new byte[BLOCK_BYTES]);
        sha512.update(message);
        sha512.update(new byte[] {0, BYTES, 0});
        sha512.update(tag);
        sha512.update((byte) tag.length);
        byte[] first = sha512.digest();
        sha512.update(first);
        sha512.update((byte) 1);
        sha512.update(tag);
        sha512.update((byte) tag.length);
        return sha512.digest();
    }
}
