package dev.sekisho.traffic.quic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that protect one side's Initial packets (RFC 9001, section 5). They follow from the connection identifier
 * that the client chose, so everybody on the path has them.
 */
final class InitialKeys {
    static final int TAG_BYTES = 16;
    static final int SAMPLE_BYTES = 16;

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;

    private final SecretKeySpec key;
    private final byte[] iv;
    private final SecretKeySpec headerKey;

    private InitialKeys(SecretKeySpec key, byte[] iv, SecretKeySpec headerKey) {
        this.key = key;
        this.iv = iv;
        this.headerKey = headerKey;
    }

    /** The cryptographic primitives of one thread: looking them up costs more than using them. */
    private static final class Primitives {
        final Mac hmac;
        final Cipher block;
        final Cipher aead;

        Primitives() {
            try {
                hmac = Mac.getInstance(HMAC);
                block = Cipher.getInstance("AES/ECB/NoPadding");
                aead = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java runtime lacks AES or HMAC, which every one must have", e);
            }
        }
    }

    private static final ThreadLocal<Primitives> PRIMITIVES = ThreadLocal.withInitial(Primitives::new);

    /**
     * Derives the keys of one side.
     *
     * @param bytes holds the destination connection identifier of the client's first Initial packet
     */
    static InitialKeys derive(QuicVersion version, boolean ofClient, byte[] bytes, int offset, int length)
            throws GeneralSecurityException {
        Mac hmac = PRIMITIVES.get().hmac;
        hmac.init(new SecretKeySpec(version.salt(), HMAC));
        hmac.update(bytes, offset, length);
        byte[] initial = hmac.doFinal();
        byte[] secret = expand(hmac, initial, ofClient ? "client in" : "server in", HASH_BYTES);
        String prefix = version.labelPrefix();
        return new InitialKeys(
                new SecretKeySpec(expand(hmac, secret, prefix + "key", 16), "AES"),
                expand(hmac, secret, prefix + "iv", 12),
                new SecretKeySpec(expand(hmac, secret, prefix + "hp", 16), "AES"));
    }

    /** HKDF-Expand-Label with an empty context (RFC 8446, section 7.1); one block of HMAC suffices for all of them. */
    private static byte[] expand(Mac hmac, byte[] secret, String label, int length) throws GeneralSecurityException {
        byte[] fullLabel = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = new byte[fullLabel.length + 5];
        info[1] = (byte) length;
        info[2] = (byte) fullLabel.length;
        System.arraycopy(fullLabel, 0, info, 3, fullLabel.length);
        info[info.length - 1] = 1;
        hmac.init(new SecretKeySpec(secret, HMAC));
        byte[] block = hmac.doFinal(info);
        return length == block.length ? block : Arrays.copyOf(block, length);
    }

    /** The mask for the protected parts of a header (RFC 9001, section 5.4.3), from a sample of the payload. */
    byte[] headerMask(byte[] bytes, int sampleOffset) throws GeneralSecurityException {
        Cipher block = PRIMITIVES.get().block;
        block.init(Cipher.ENCRYPT_MODE, headerKey);
        return block.doFinal(bytes, sampleOffset, SAMPLE_BYTES);
    }

    /**
     * Opens a payload (RFC 9001, section 5.3).
     *
     * @param header the whole header without protection
     * @throws GeneralSecurityException if the keys are not those of the packet, or the packet was changed
     */
    byte[] open(long packetNumber, byte[] header, byte[] bytes, int offset, int length)
            throws GeneralSecurityException {
        byte[] nonce = iv.clone();
        for (int i = 0; i < 8; i++) {
            nonce[nonce.length - 1 - i] ^= (byte) (packetNumber >>> (8 * i));
        }
        Cipher aead = PRIMITIVES.get().aead;
        aead.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        aead.updateAAD(header);
        return aead.doFinal(bytes, offset, length);
    }

    byte[] key() {
        return key.getEncoded();
    }

    byte[] iv() {
        return iv.clone();
    }

    byte[] headerKey() {
        return headerKey.getEncoded();
    }
}
