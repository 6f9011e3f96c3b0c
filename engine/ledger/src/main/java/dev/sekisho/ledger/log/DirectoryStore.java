package dev.sekisho.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log in a directory whose files have the names and the content that C2SP tlog-tiles gives them, so that a web server can
 * serve it and a copy of it is an export.
 *
 * <p>One process at a time: it is locked while it is open. Safe for use by several threads.
 */
public final class DirectoryStore implements LogStore, Closeable {
    private static final String LOCK = "lock";

    private final DurableFolder folder;
    private final @Nullable FileChannel lock;

    private DirectoryStore(DurableFolder folder, @Nullable FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Opens a directory, making it if there is none.
     *
     * @throws IOException if it cannot be used, or another process has it open
     */
    public static DirectoryStore open(Path directory) throws IOException {
        DurableFolder folder = new DurableFolder(directory, new FileDisk());
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return new DirectoryStore(folder, channel);
            }
        } catch (OverlappingFileLockException e) {
            // The same answer as for another process.
        }
        channel.close();
        throw new IOException("another process writes the log in " + directory + "; stop it first");
    }

    /** A store without a lock over any disk. */
    static DirectoryStore on(Path directory, Disk disk) throws IOException {
        return new DirectoryStore(new DurableFolder(directory, disk), null);
    }

    @Override
    public synchronized Optional<byte[]> read(String path, int mostBytes) throws IOException {
        return folder.read(path, mostBytes);
    }

    @Override
    public synchronized void write(Map<String, byte[]> resources) throws IOException {
        folder.write(resources);
    }

    @Override
    public synchronized void commit(Optional<byte[]> before, byte[] checkpoint) throws IOException {
        Optional<byte[]> now = folder.read(CHECKPOINT, Integer.MAX_VALUE - 1);
        if (!Arrays.equals(now.orElse(null), before.orElse(null))) {
            throw new ForkException("the checkpoint in the store is not the one that this log has written");
        }
        folder.write(Map.of(CHECKPOINT, checkpoint));
    }

    @Override
    public synchronized void discard(Collection<String> paths) throws IOException {
        for (String path : paths) {
            folder.delete(path);
        }
    }

    /** Lets another process open it. */
    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    /** Whether a directory looks like that of a log. */
    public static boolean isLog(Path directory) {
        return Files.isRegularFile(directory.resolve(CHECKPOINT)) || Files.isDirectory(directory.resolve("tile"));
    }
}
