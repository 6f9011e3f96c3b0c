package dev.sekisho.server.backup;

import dev.sekisho.server.backup.Manifest.Content;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The parts of a backup, one behind the other: a name, then pieces each with its length before it, then a length of 0. An
 * empty name ends them.
 */
final class Entries {
    private static final int LARGEST_PIECE = 1 << 20;

    private Entries() {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Content content(long bytes, MessageDigest digest) {
        return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** Takes a part as it is being written; closing ends it. */
    static final class Part extends OutputStream {
        private final DataOutputStream out;
        private final MessageDigest digest = sha256();
        private long bytes;

        Part(DataOutputStream out, String name) throws IOException {
            this.out = out;
            out.writeUTF(name);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] piece, int offset, int length) throws IOException {
            for (int at = offset; at < offset + length; at += LARGEST_PIECE) {
                int taken = Math.min(LARGEST_PIECE, offset + length - at);
                out.writeInt(taken);
                out.write(piece, at, taken);
                digest.update(piece, at, taken);
                bytes += taken;
            }
        }

        /** Ends the part and tells what it holds. */
        Content end() throws IOException {
            out.writeInt(0);
            return content(bytes, digest);
        }
    }

    /** Gives a part as it is being read. */
    static final class PartInput extends InputStream {
        private final DataInputStream in;
        private final MessageDigest digest = sha256();
        private long bytes;
        private int left;
        private boolean ended;

        PartInput(DataInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (ended) {
                return -1;
            }
            if (left == 0) {
                left = in.readInt();
                if (left < 0 || left > LARGEST_PIECE) {
                    throw new BackupException("the backup is damaged: a piece of " + left + " bytes");
                }
                if (left == 0) {
                    ended = true;
                    return -1;
                }
            }
            int read = in.read(buffer, offset, Math.min(length, left));
            if (read < 0) {
                throw new BackupException("the backup ends within a part");
            }
            digest.update(buffer, offset, read);
            bytes += read;
            left -= read;
            return read;
        }

        /** What the part held; reads what nobody wanted. */
        Content end() throws IOException {
            transferTo(OutputStream.nullOutputStream());
            return content(bytes, digest);
        }
    }
}
