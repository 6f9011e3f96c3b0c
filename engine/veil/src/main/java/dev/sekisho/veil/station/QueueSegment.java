package dev.sekisho.veil.station;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of a queue: entries one after the other, each as length (4) ‖ CRC-32C of the content (4) ‖ content. No entry is
 * empty: a hole of zeros, which a file system may leave behind after a power cut, must not look like entries.
 *
 * <p>Reading is safe for several threads; writing is not.
 */
final class QueueSegment implements Closeable {
    /** Bytes before the content of an entry. */
    static final int HEAD_BYTES = 8;

    private static final int BLOCK_BYTES = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final long start;

    private QueueSegment(Path file, FileChannel channel, long start) {
        this.file = file;
        this.channel = channel;
        this.start = start;
    }

    /** Opens a segment whose first byte has the given place in the queue. */
    static QueueSegment open(QueueDisk disk, Path file, long start) throws IOException {
        return new QueueSegment(file, disk.open(file), start);
    }

    Path file() {
        return file;
    }

    FileChannel channel() {
        return channel;
    }

    /** The place of its first byte in the queue. */
    long start() {
        return start;
    }

    /** The bytes of entries as they lie in the file. */
    static ByteBuffer encode(List<byte[]> entries) {
        int length = 0;
        for (byte[] entry : entries) {
            if (entry.length == 0 || entry.length > DurableQueue.MOST_BYTES) {
                throw new IllegalArgumentException(
                        "an entry has 1 to " + DurableQueue.MOST_BYTES + " bytes, but this one has " + entry.length);
            }
            length = Math.addExact(length, HEAD_BYTES + entry.length);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (byte[] entry : entries) {
            buffer.putInt(entry.length).putInt(checksum(entry)).put(entry);
        }
        return buffer.flip();
    }

    /** Where in the queue the last entry ends that is whole. */
    long lastWhole() throws IOException {
        long position = start;
        long limit = start + channel.size();
        while (true) {
            byte[] content = entry(position, limit);
            if (content == null) {
                return position;
            }
            position += HEAD_BYTES + content.length;
        }
    }

    /**
     * Reads entries into a list.
     *
     * @param from the place of the first in the queue
     * @param limit where the last that may be read ends
     * @param most the most entries
     * @param mostBytes no further entry is read once so many bytes have been
     * @return the place after the last one read
     */
    long read(long from, long limit, int most, long mostBytes, List<byte[]> into) throws IOException {
        long position = from;
        ByteBuffer block = ByteBuffer.allocate(0);
        while (position < limit && into.size() < most && position - from < mostBytes) {
            if (!holdsEntry(block)) {
                block = block(position, limit);
            }
            byte[] content = next(block);
            if (content == null) {
                throw new IOException("the queue is damaged: " + file + " holds no whole entry at byte "
                        + (position - start) + "; restore it from a copy");
            }
            into.add(content);
            position += HEAD_BYTES + content.length;
        }
        return position;
    }

    private static boolean holdsEntry(ByteBuffer block) {
        return block.remaining() >= HEAD_BYTES && block.remaining() - HEAD_BYTES >= block.getInt(block.position());
    }

    /** A stretch of the file that holds at least the entry at its beginning, if that is whole. */
    private ByteBuffer block(long position, long limit) throws IOException {
        ByteBuffer block = fill(position, (int) Math.min(BLOCK_BYTES, limit - position));
        if (block.remaining() >= HEAD_BYTES && !holdsEntry(block)) {
            int length = block.getInt(0);
            if (length > 0 && length <= DurableQueue.MOST_BYTES && length <= limit - position - HEAD_BYTES) {
                return fill(position, HEAD_BYTES + length);
            }
        }
        return block;
    }

    private byte @Nullable [] entry(long position, long limit) throws IOException {
        return position >= limit ? null : next(block(position, limit));
    }

    /** The entry at the beginning of a stretch; null if it is not whole. */
    private static byte @Nullable [] next(ByteBuffer block) {
        if (block.remaining() < HEAD_BYTES) {
            return null;
        }
        int length = block.getInt();
        int checksum = block.getInt();
        if (length <= 0 || length > block.remaining()) {
            return null;
        }
        byte[] content = new byte[length];
        block.get(content);
        return checksum(content) == checksum ? content : null;
    }

    private ByteBuffer fill(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position - start + buffer.position()) < 0) {
                throw new EOFException(
                        "the queue is damaged: " + file + " is shorter than it was; restore it from a copy");
            }
        }
        return buffer.flip();
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
