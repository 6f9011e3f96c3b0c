package dev.sekisho.server.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts the secrets that lie in the database (AES-256-GCM) with a key that does not: whoever reads the database alone
 * cannot make one-time passwords. What is encrypted for one account cannot be put under another.
 */
final class SecretBox {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private SecretBox(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** With the key in a file, which is made where there is none. */
    static SecretBox withKeyIn(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] fresh = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(fresh);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, fresh);
        }
        byte[] key = Files.readAllBytes(file);
        if (key.length != KEY_BYTES) {
            throw new IOException("the key in " + file + " must have " + KEY_BYTES + " bytes, but has " + key.length);
        }
        return new SecretBox(key);
    }

    byte[] encrypt(byte[] secret, UUID account) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] encrypted = run(Cipher.ENCRYPT_MODE, nonce, secret, account);
        return ByteBuffer.allocate(NONCE_BYTES + encrypted.length)
                .put(nonce)
                .put(encrypted)
                .array();
    }

    byte[] decrypt(byte[] box, UUID account) {
        return run(
                Cipher.DECRYPT_MODE,
                Arrays.copyOf(box, NONCE_BYTES),
                Arrays.copyOfRange(box, NONCE_BYTES, box.length),
                account);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, UUID account) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(account.getMostSignificantBits())
                    .putLong(account.getLeastSignificantBits())
                    .array());
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a secret in the database does not fit the key of this data directory; servers on one database need"
                            + " the same key file",
                    e);
        }
    }
}
