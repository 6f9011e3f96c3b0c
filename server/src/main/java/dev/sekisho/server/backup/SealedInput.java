package dev.sekisho.server.backup;

import dev.sekisho.server.backup.Passphrase.KeyCost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** Decrypts what {@link SealedOutput} wrote. No byte comes out that is not authentic; the end must be the true end. */
final class SealedInput extends InputStream {
    private static final int SEALED = SealedOutput.CHUNK + SealedOutput.TAG;

    private final InputStream in;
    private final SecretKeySpec key;
    private final byte[] header;
    private byte[] next;
    private byte[] opened = {};
    private int at;
    private long number;
    private boolean ended;

    SealedInput(InputStream in, Passphrase passphrase) throws IOException {
        this.in = in;
        this.header = in.readNBytes(SealedOutput.HEADER);
        int magic = SealedOutput.MAGIC.length;
        if (header.length < SealedOutput.HEADER || !Arrays.equals(Arrays.copyOf(header, magic), SealedOutput.MAGIC)) {
            throw new BackupException("this is not a backup of Sekisho, or not one of a kind that this version knows");
        }
        ByteBuffer fields = ByteBuffer.wrap(header, magic, header.length - magic);
        byte[] salt = new byte[SealedOutput.SALT];
        fields.get(salt);
        KeyCost cost = new KeyCost(fields.getInt(), fields.getInt(), fields.getInt());
        if (!cost.isBearable()) {
            throw new BackupException("the backup's header is damaged: it asks for a key that costs too much");
        }
        this.key = new SecretKeySpec(passphrase.key(salt, cost), "AES");
        this.next = in.readNBytes(SEALED);
    }

    /** Opens the next chunk; false behind the last one. */
    private boolean open() throws IOException {
        if (ended) {
            return false;
        }
        byte[] sealed = next;
        next = in.readNBytes(SEALED);
        ended = next.length == 0;
        if (sealed.length < SealedOutput.TAG) {
            throw new BackupException("the backup is cut off at byte " + SealedOutput.HEADER);
        }
        try {
            opened = SealedOutput.cipher(Cipher.DECRYPT_MODE, key, number, ended, header)
                    .doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw new BackupException(refusal(), e);
        }
        number++;
        at = 0;
        return true;
    }

    private String refusal() {
        long from = SealedOutput.HEADER + number * SEALED;
        return number == 0
                ? "the passphrase is wrong, or the beginning of the backup was altered"
                : "the backup was altered or cut off at byte " + from + " or within " + SEALED + " bytes behind it";
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (at == opened.length) {
            if (!open()) {
                return -1;
            }
        }
        int taken = Math.min(length, opened.length - at);
        System.arraycopy(opened, at, buffer, offset, taken);
        at += taken;
        return taken;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
