package dev.sekisho.ledger.note;

import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A secret Ed25519 key with a name: signs. Safe for use by several threads. */
public final class NoteSigner {
    /** Bytes of a signature. */
    public static final int SIGNATURE_BYTES = 64;

    /** Bytes of the seed that a secret key is (RFC 8032, section 5.1.5). */
    public static final int SEED_BYTES = 32;

    private final Ed25519PrivateKeyParameters secret;
    private final VerifierKey key;

    private NoteSigner(String name, SignatureType type, byte[] seed) {
        this.secret = new Ed25519PrivateKeyParameters(seed, 0);
        this.key = VerifierKey.of(name, type, secret.generatePublicKey().getEncoded());
    }

    /**
     * The key of a seed. One seed must not serve two types.
     *
     * @param seed 32 bytes
     */
    public static NoteSigner ofSeed(String name, SignatureType type, byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a seed has 32 bytes, but this one has " + seed.length);
        }
        return new NoteSigner(name, type, seed);
    }

    /** A new seed. */
    public static byte[] newSeed(SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        return seed;
    }

    /** The public half. */
    public VerifierKey verifierKey() {
        return key;
    }

    /** The Ed25519 signature over a message, 64 bytes. */
    public byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, secret);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    @Override
    public String toString() {
        return "secret key of " + key.name();
    }
}
