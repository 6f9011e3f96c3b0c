package dev.sekisho.veil.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 and SHA-512 of the platform. */
public final class Digests {
    private Digests() {}

    /** SHA-256 of bytes: 32 bytes. */
    public static byte[] sha256(byte[] bytes) {
        return digest("SHA-256", bytes);
    }

    /** SHA-512 of bytes: 64 bytes. */
    public static byte[] sha512(byte[] bytes) {
        return digest("SHA-512", bytes);
    }

    static MessageDigest sha512() {
        return algorithm("SHA-512");
    }

    private static byte[] digest(String name, byte[] bytes) {
        return algorithm(name).digest(bytes);
    }

    private static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + name, e);
        }
    }
}
