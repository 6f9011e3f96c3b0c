package dev.sekisho.server.backup;

import dev.sekisho.server.backup.Passphrase.KeyCost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is written, in chunks that are sealed one by one (AES-256-GCM, in the STREAM construction of Hoang,
 * Reyhanitabar, Rogaway and Vizár, 2015): the nonce of a chunk is its number and whether it is the last one, the header of
 * the file is authenticated with each. The key follows from the passphrase and a salt of this file alone.
 *
 * <pre>
 * header   "SEKISHO BACKUP 1\n", salt (16), memory in KiB, iterations, lanes (4 each, big-endian)
 * chunks   ciphertext of {@value #CHUNK} bytes with its tag (16); the last one may be shorter
 * </pre>
 */
final class SealedOutput extends OutputStream {
    static final byte[] MAGIC = "SEKISHO BACKUP 1\n".getBytes(StandardCharsets.US_ASCII);
    static final int SALT = 16;
    static final int HEADER = MAGIC.length + SALT + 3 * Integer.BYTES;
    static final int CHUNK = 1 << 16;
    static final int TAG = 16;
    private static final int NONCE = 12;

    private final OutputStream out;
    private final SecretKeySpec key;
    private final byte[] header;
    private final byte[] chunk = new byte[CHUNK];
    private int filled;
    private long number;
    private boolean finished;

    SealedOutput(OutputStream out, Passphrase passphrase, KeyCost cost) throws IOException {
        this.out = out;
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        this.key = new SecretKeySpec(passphrase.key(salt, cost), "AES");
        this.header = ByteBuffer.allocate(HEADER)
                .put(MAGIC)
                .put(salt)
                .putInt(cost.memoryKibibytes())
                .putInt(cost.iterations())
                .putInt(cost.lanes())
                .array();
        out.write(header);
    }

    /** The nonce of a chunk: eleven bytes of its number, one that tells whether it is the last. */
    static byte[] nonce(long number, boolean last) {
        return ByteBuffer.allocate(NONCE)
                .putInt(0)
                .putLong((number << 8) | (last ? 1 : 0))
                .array();
    }

    static Cipher cipher(int mode, SecretKeySpec key, long number, boolean last, byte[] header)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce(number, last)));
        cipher.updateAAD(header);
        return cipher;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            // a full chunk waits until it is known that another follows
            if (filled == CHUNK) {
                seal(false);
            }
            int taken = Math.min(CHUNK - filled, end - at);
            System.arraycopy(bytes, at, chunk, filled, taken);
            filled += taken;
            at += taken;
        }
    }

    private void seal(boolean last) throws IOException {
        try {
            out.write(cipher(Cipher.ENCRYPT_MODE, key, number, last, header).doFinal(chunk, 0, filled));
        } catch (GeneralSecurityException e) {
            throw new IOException("the backup could not be encrypted", e);
        }
        number++;
        filled = 0;
    }

    /** Seals the last chunk. Without this the file is not complete, and no reader takes it. */
    void finish() throws IOException {
        if (!finished) {
            finished = true;
            seal(true);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
