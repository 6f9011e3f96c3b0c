package dev.sekisho.server.incident;

import dev.sekisho.server.scope.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * A folder outside of everything that is served, in which files lie under their own digest: no name from outside ever
 * becomes a path, the same bytes lie there once, and a byte that changes is found out when the file is read.
 */
@Component
class FileVault {
    /** The largest file that is taken, in bytes. */
    static final long LARGEST = 20_000_000;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_READS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ENTERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    FileVault(@Value("${sekisho.files-directory}") Path folder) {
        this.folder = folder.resolve("incident");
    }

    /** What was stored: SHA-256 in hexadecimal, and bytes. */
    record Stored(String digest, long size) {}

    /** Takes all bytes; they are on the disk when this returns. */
    Stored store(InputStream bytes) throws IOException {
        Files.createDirectories(folder, OWNER_ENTERS);
        Path arriving = Files.createTempFile(folder, "arriving-", "", OWNER_READS);
        try {
            MessageDigest sha256 = sha256();
            long size = copy(new DigestInputStream(bytes, sha256), arriving);
            String digest = HexFormat.of().formatHex(sha256.digest());
            Path shelf = shelf(digest);
            Files.createDirectories(shelf, OWNER_ENTERS);
            Files.move(
                    arriving,
                    shelf.resolve(digest),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            sync(shelf);
            return new Stored(digest, size);
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    private static long copy(InputStream bytes, Path to) throws IOException {
        long size = 0;
        byte[] buffer = new byte[64 * 1024];
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                size += read;
                if (size > LARGEST) {
                    throw Refusal.invalid("file", "incident.invalid.size", LARGEST / 1_000_000);
                }
                out.write(buffer, 0, read);
            }
            channel.force(true);
        }
        return size;
    }

    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * The bytes under a digest. Whoever reads to the end is told if they are not what was stored.
     *
     * @throws IOException if they are not there
     */
    InputStream open(String digest) throws IOException {
        return new Checked(Files.newInputStream(shelf(digest).resolve(digest)), digest);
    }

    /** The folder of all digests that begin alike, so that none grows without end. */
    private Path shelf(String digest) {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a digest has 64 hexadecimal digits, but is \"" + digest + "\"");
        }
        return folder.resolve(digest.substring(0, 2));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Fails at the end if the bytes have another digest than that under which they lie. */
    private static final class Checked extends FilterInputStream {
        private final String expected;
        private final MessageDigest seen;

        Checked(InputStream bytes, String expected) {
            this(bytes, sha256(), expected);
        }

        private Checked(InputStream bytes, MessageDigest seen, String expected) {
            super(new DigestInputStream(bytes, seen));
            this.expected = expected;
            this.seen = seen;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            checkAtEnd(read);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            checkAtEnd(read);
            return read;
        }

        private void checkAtEnd(int read) throws IOException {
            if (read < 0 && !HexFormat.of().formatHex(seen.digest()).equals(expected)) {
                throw new IOException("the file " + expected + " was changed on the disk");
            }
        }
    }
}
