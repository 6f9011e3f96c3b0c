package dev.sekisho.veil.hash;

import dev.sekisho.veil.ristretto.RandomBytes;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A secret key of Ed25519 (RFC 8032). Safe for use by several threads. */
public final class SigningKey {
    /** Bytes of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    /** Bytes of a public key and of a seed. */
    public static final int KEY_BYTES = 32;

    private final Ed25519PrivateKeyParameters key;
    private final byte[] verifying;

    private SigningKey(byte[] seed) {
        this.key = new Ed25519PrivateKeyParameters(seed, 0);
        this.verifying = key.generatePublicKey().getEncoded();
    }

    /** The key of a seed of 32 bytes. */
    public static SigningKey ofSeed(byte[] seed) {
        if (seed.length != KEY_BYTES) {
            throw new IllegalArgumentException("a seed has 32 bytes, but this one has " + seed.length);
        }
        return new SigningKey(seed);
    }

    /** A new key. */
    public static SigningKey random(RandomBytes random) {
        byte[] seed = new byte[KEY_BYTES];
        random.fill(seed);
        return new SigningKey(seed);
    }

    /** Signs a message: 64 bytes. */
    public byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    /** The 32 bytes of the public key. */
    public byte[] publicKey() {
        return verifying.clone();
    }

    /** Whether a signature over a message is that of the owner of a public key; false for malformed keys too. */
    public static boolean verifies(byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != KEY_BYTES || signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(false, new Ed25519PublicKeyParameters(publicKey, 0));
            signer.update(message, 0, message.length);
            return signer.verifySignature(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "SigningKey (secret)";
    }
}
