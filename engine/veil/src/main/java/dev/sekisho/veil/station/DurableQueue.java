package dev.sekisho.veil.station;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A queue of entries in a file. An entry is there for good when {@link #append} returns; after a crash what was written in
 * part at the end is cut off. Readers keep their own place and store how far they have got.
 *
 * <p>The file is a sequence of length (4) ‖ CRC-32C of the content (4) ‖ content. Threads that append at the same time share
 * one write to the disk. Safe for use by several threads.
 */
public final class DurableQueue implements Closeable {
    /** The most bytes of an entry. */
    public static final int MOST_BYTES = 1 << 24;

    private static final int HEAD_BYTES = 8;

    private final FileChannel channel;
    private final Path progress;
    private final Object syncing = new Object();
    private long end;
    private long durable;
    private long done;

    private DurableQueue(FileChannel channel, Path progress, long end, long done) {
        this.channel = channel;
        this.progress = progress;
        this.end = end;
        this.durable = end;
        this.done = done;
    }

    /** Opens a queue, making its files if there are none. */
    public static DurableQueue open(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(name + ".queue");
        Path progress = directory.resolve(name + ".done");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        long end = lastWhole(channel);
        channel.truncate(end);
        channel.position(end);
        long done = 0;
        if (Files.exists(progress)) {
            done = Math.min(end, ByteBuffer.wrap(Files.readAllBytes(progress)).getLong());
        }
        return new DurableQueue(channel, progress, end, done);
    }

    /** Where the last entry ends that is whole. */
    private static long lastWhole(FileChannel channel) throws IOException {
        long position = 0;
        while (true) {
            byte[] content = read(channel, position);
            if (content == null) {
                return position;
            }
            position += HEAD_BYTES + content.length;
        }
    }

    private static byte @org.jspecify.annotations.Nullable [] read(FileChannel channel, long position)
            throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        if (!fill(channel, head, position)) {
            return null;
        }
        int length = head.getInt(0);
        if (length < 0 || length > MOST_BYTES) {
            return null;
        }
        ByteBuffer content = ByteBuffer.allocate(length);
        if (!fill(channel, content, position + HEAD_BYTES) || checksum(content.array()) != head.getInt(4)) {
            return null;
        }
        return content.array();
    }

    private static boolean fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return true;
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    /** Appends entries; they are on the disk when this returns. */
    public void append(List<byte[]> entries) throws IOException {
        int length = 0;
        for (byte[] entry : entries) {
            if (entry.length > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "an entry has at most " + MOST_BYTES + " bytes, but this one has " + entry.length);
            }
            length += HEAD_BYTES + entry.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (byte[] entry : entries) {
            buffer.putInt(entry.length).putInt(checksum(entry)).put(entry);
        }
        buffer.flip();
        long mine;
        synchronized (this) {
            while (buffer.hasRemaining()) {
                end += channel.write(buffer, end);
            }
            mine = end;
        }
        synchronized (syncing) {
            if (durable() < mine) {
                long written;
                synchronized (this) {
                    written = end;
                }
                channel.force(false);
                synchronized (this) {
                    durable = written;
                    notifyAll();
                }
            }
        }
    }

    private synchronized long durable() {
        return durable;
    }

    /**
     * The entries that wait, at most so many; does not wait for any.
     *
     * @param most the most entries
     */
    public Waiting waiting(int most) throws IOException {
        long position;
        long limit;
        synchronized (this) {
            position = done;
            limit = durable;
        }
        return entries(position, limit, most);
    }

    /** All entries from the first on, those that are done too: for rebuilding what a station knows after a start. */
    public Waiting all() throws IOException {
        return entries(0, durable(), Integer.MAX_VALUE);
    }

    private Waiting entries(long from, long limit, int most) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        long position = from;
        while (position < limit && entries.size() < most) {
            byte[] content = read(channel, position);
            if (content == null) {
                throw new IOException("the queue is damaged at byte " + position + "; restore " + progress
                        + " and its neighbour from a copy");
            }
            entries.add(content);
            position += HEAD_BYTES + content.length;
        }
        return new Waiting(entries, position);
    }

    /** Waits until there are entries that wait, at most for so long. */
    public synchronized void await(long milliseconds) throws InterruptedException {
        long deadline = System.nanoTime() + 1_000_000 * milliseconds;
        while (done >= durable) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** Notes that the entries up to a place are done. After a crash the last ones may come again. */
    public void done(Waiting waiting) throws IOException {
        Path next = progress.resolveSibling(progress.getFileName() + ".new");
        Files.write(next, ByteBuffer.allocate(Long.BYTES).putLong(waiting.end()).array());
        Files.move(next, progress, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        synchronized (this) {
            done = waiting.end();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * Entries of a queue.
     *
     * @param entries their contents
     * @param end the place after the last of them
     */
    public record Waiting(List<byte[]> entries, long end) {
        /** Copies the list. */
        public Waiting {
            entries = List.copyOf(entries);
        }
    }
}
