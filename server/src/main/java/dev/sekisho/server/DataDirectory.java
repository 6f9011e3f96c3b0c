package dev.sekisho.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory in which everything lies that a server keeps. One server works on it at a time: it holds a lock, which the
 * system takes back when the server ends, however it ends. Nobody but its owner can look into it.
 */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Takes a directory; makes it where there is none.
     *
     * @throws IOException if another server works on it or it cannot be used; the message says which
     */
    static DataDirectory open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        Files.createDirectories(absolute);
        Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
        FileChannel channel =
                FileChannel.open(absolute.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IOException(
                    "another server works on " + absolute + "; stop it, or name another directory with --data");
        }
        Files.createDirectories(absolute.resolve("keys"));
        return new DataDirectory(absolute, channel);
    }

    @SuppressWarnings("resource") // the lock lives as long as the channel
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    Path database() {
        return path.resolve("database");
    }

    Path certificates() {
        return path.resolve("tls");
    }

    /** The key with which secrets in the database are encrypted. */
    Path key() {
        return path.resolve("keys/secrets.key");
    }

    /** Where rooms keep files that people hand in; each has a folder of its own there. */
    Path files() {
        return path.resolve("files");
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
