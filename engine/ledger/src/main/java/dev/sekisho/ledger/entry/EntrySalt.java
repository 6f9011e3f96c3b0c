package dev.sekisho.ledger.entry;

import dev.sekisho.ledger.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret of one entry, from which the salt of each of its fields follows. Kept outside the log: who destroys it makes
 * the values of the entry unprovable and its digests meaningless. Does not change.
 */
public final class EntrySalt {
    /** Bytes of a salt, of an entry and of a field. */
    public static final int BYTES = 32;

    private static final byte[] FIELD_SALT = "sekisho/ledger/field-salt/v1\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FIELD = "sekisho/ledger/field/v1\n".getBytes(StandardCharsets.UTF_8);

    private final byte[] bytes;

    private EntrySalt(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The salt that these 32 bytes are. */
    public static EntrySalt of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("the salt of an entry has 32 bytes, but this one has " + bytes.length);
        }
        return new EntrySalt(bytes.clone());
    }

    /** A new salt. */
    public static EntrySalt random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new EntrySalt(bytes);
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The salt of a field: HMAC-SHA-256 of its name under this secret. Telling it tells nothing about other fields. */
    public byte[] ofField(String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            mac.update(FIELD_SALT);
            return mac.doFinal(name.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** The digest of a field that an entry holds: SHA-256 of a label, the field's salt, the name behind its length, the value. */
    static Hash digest(byte[] fieldSalt, String name, byte[] value) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(FIELD);
            digest.update(fieldSalt);
            digest.update((byte) name.length());
            digest.update(name.getBytes(StandardCharsets.US_ASCII));
            return Hash.of(digest.digest(value));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "EntrySalt (secret)";
    }
}
