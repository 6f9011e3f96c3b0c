package dev.sekisho.veil.hash;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A key of AES-256-GCM, derived with HKDF-SHA-256.
 *
 * <p>A nonce must never be used twice with one key; {@link #once()} is for keys that seal a single message.
 */
public final class SymmetricKey {
    private static final int NONCE_BYTES = 12;

    /** Bytes that sealing adds. */
    public static final int TAG_BYTES = 16;

    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 8 * TAG_BYTES;

    private final byte[] key;

    private SymmetricKey(byte[] key) {
        this.key = key;
    }

    /** HKDF-SHA-256 (RFC 5869) to 32 bytes. */
    public static SymmetricKey derive(byte[] material, byte[] salt, byte[] info) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(material, salt, info));
        byte[] key = new byte[KEY_BYTES];
        hkdf.generateBytes(key, 0, KEY_BYTES);
        return new SymmetricKey(key);
    }

    /** The nonce for a key that is used once: zeros. */
    public static byte[] once() {
        return new byte[NONCE_BYTES];
    }

    /** Seals a message: as many bytes as it has, and 16. */
    public byte[] seal(byte[] nonce, byte[] associated, byte[] plain) {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(true, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, associated));
        byte[] sealed = new byte[cipher.getOutputSize(plain.length)];
        int written = cipher.processBytes(plain, 0, plain.length, sealed, 0);
        try {
            cipher.doFinal(sealed, written);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing does not check anything", e);
        }
        return sealed;
    }

    /** Opens a message; empty if it was not sealed with this key, nonce and associated data. */
    public Optional<byte[]> open(byte[] nonce, byte[] associated, byte[] sealed) {
        if (sealed.length < TAG_BYTES) {
            return Optional.empty();
        }
        GCMModeCipher cipher = GCMBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(false, new AEADParameters(new KeyParameter(key), TAG_BITS, nonce, associated));
        byte[] plain = new byte[cipher.getOutputSize(sealed.length)];
        try {
            int written = cipher.processBytes(sealed, 0, sealed.length, plain, 0);
            cipher.doFinal(plain, written);
        } catch (InvalidCipherTextException e) {
            return Optional.empty();
        }
        return Optional.of(plain);
    }

    /** The key itself, for tests against vectors. */
    byte[] bytes() {
        return key.clone();
    }

    /** Overwrites the key. */
    public void destroy() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "SymmetricKey (secret)";
    }
}
