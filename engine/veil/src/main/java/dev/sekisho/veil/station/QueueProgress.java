package dev.sekisho.veil.station;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * How far a queue's reader has got: two marks of position (8) ‖ CRC-32C of it (4), written in turn and in place. A process that
 * dies while it writes one leaves the other; a disk that is full has room for both.
 *
 * <p>Not safe for use by several threads.
 */
final class QueueProgress implements Closeable {
    private static final int MARK_BYTES = 12;

    private final QueueDisk disk;
    private final FileChannel channel;
    private int turn;

    private QueueProgress(QueueDisk disk, FileChannel channel) {
        this.disk = disk;
        this.channel = channel;
    }

    static QueueProgress open(QueueDisk disk, Path file) throws IOException {
        return new QueueProgress(disk, disk.open(file));
    }

    /** The greatest position noted; 0 if there is none. */
    long read() throws IOException {
        long greatest = 0;
        for (int i = 0; i < 2; i++) {
            ByteBuffer mark = ByteBuffer.allocate(MARK_BYTES);
            if (channel.read(mark, (long) MARK_BYTES * i) == MARK_BYTES
                    && mark.getInt(Long.BYTES) == checksum(mark.getLong(0))
                    && mark.getLong(0) > greatest) {
                greatest = mark.getLong(0);
                turn = i + 1;
            }
        }
        return greatest;
    }

    /** Notes a position. It need not be on the disk at once: after a crash the last entries come again. */
    void note(long position) throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(MARK_BYTES)
                .putLong(position)
                .putInt(checksum(position))
                .flip();
        long place = (long) MARK_BYTES * (turn++ & 1);
        while (mark.hasRemaining()) {
            disk.write(channel, mark, place + mark.position());
        }
    }

    private static int checksum(long position) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
