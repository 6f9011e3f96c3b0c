package dev.sekisho.bench.synthetic;

import dev.sekisho.traffic.capture.PacketHandler;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes Ethernet frames as a classic capture with nanoseconds, allocating nothing per packet, for captures of many
 * million packets. Used by one thread.
 */
final class PcapOutput implements PacketHandler, Closeable {
    private static final int NANOSECONDS_MAGIC = 0xa1b23c4d;
    private static final int SNAP_LENGTH = 262_144;
    private static final int RECORD_HEADER = 16;

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

    PcapOutput(Path file) throws IOException {
        out = Files.newOutputStream(file);
        buffer.putInt(NANOSECONDS_MAGIC)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(SNAP_LENGTH)
                .putInt(1);
    }

    @Override
    public void packet(byte[] bytes, int offset, int length, int wireLength, long nanos, int linkType) {
        if (buffer.remaining() < RECORD_HEADER + length) {
            flush();
        }
        buffer.putInt((int) (nanos / Actor.SECOND)).putInt((int) (nanos % Actor.SECOND));
        buffer.putInt(length).putInt(wireLength).put(bytes, offset, length);
    }

    private void flush() {
        try {
            out.write(buffer.array(), 0, buffer.position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer.clear();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }
}
