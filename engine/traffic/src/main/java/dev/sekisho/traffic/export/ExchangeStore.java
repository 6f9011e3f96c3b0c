package dev.sekisho.traffic.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Written exchanges of sessions that are still open: in memory up to a bound, beyond it in a temporary file. */
final class ExchangeStore implements Closeable {
    static final long DEFAULT_MEMORY_BYTES = 64L << 20;

    private final long memoryBytes;
    private final Map<Long, Written> sessions = new HashMap<>();
    private final JsonText entry = new JsonText(4096);
    private long held;
    private @Nullable FileChannel spill;
    private long spilled;

    ExchangeStore(long memoryBytes) {
        this.memoryBytes = memoryBytes;
    }

    private static final class Written {
        byte[] bytes = new byte[256];
        int length;
        /** Offset and length, by turns, of what lies in the file. */
        final List<long[]> pieces = new ArrayList<>(0);
    }

    /** Where to write the next exchange; empty. */
    JsonText entry() {
        entry.clear();
        return entry;
    }

    /** Keeps what was written to {@link #entry} for {@code session}. */
    void add(long session) throws IOException {
        Written written = sessions.get(session);
        if (written == null) {
            written = new Written();
            held += written.bytes.length;
            sessions.put(session, written);
        }
        byte[] more = entry.toArray();
        boolean first = written.length == 0 && written.pieces.isEmpty();
        int needed = written.length + more.length + 1;
        if (written.bytes.length < needed) {
            held -= written.bytes.length;
            written.bytes = Arrays.copyOf(written.bytes, Math.max(needed, written.bytes.length * 2));
            held += written.bytes.length;
        }
        if (!first) {
            written.bytes[written.length++] = ',';
        }
        System.arraycopy(more, 0, written.bytes, written.length, more.length);
        written.length += more.length;
        if (held > memoryBytes) {
            spill();
        }
    }

    /** Writes the exchanges of {@code session}, joined by commas, and forgets them. */
    void moveTo(long session, OutputStream output) throws IOException {
        Written written = sessions.remove(session);
        if (written == null) {
            return;
        }
        held -= written.bytes.length;
        for (long[] piece : written.pieces) {
            copy(piece[0], piece[1], output);
        }
        output.write(written.bytes, 0, written.length);
    }

    private void spill() throws IOException {
        FileChannel file = spill;
        if (file == null) {
            Path path = Files.createTempFile("sekisho-exchanges-", ".tmp");
            file = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            spill = file;
        }
        for (Written written : sessions.values()) {
            if (written.length == 0) {
                continue;
            }
            ByteBuffer bytes = ByteBuffer.wrap(written.bytes, 0, written.length);
            long start = spilled;
            while (bytes.hasRemaining()) {
                spilled += file.write(bytes, spilled);
            }
            written.pieces.add(new long[] {start, written.length});
            written.length = 0;
            held -= written.bytes.length;
            written.bytes = new byte[0];
        }
    }

    private void copy(long offset, long length, OutputStream output) throws IOException {
        FileChannel file = spill;
        if (file == null) {
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(length, 1 << 16));
        long at = offset;
        long end = offset + length;
        while (at < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            int read = file.read(buffer, at);
            if (read < 0) {
                throw new IOException("temporary file of exchanges ended at " + at + ", expected " + end);
            }
            output.write(buffer.array(), 0, read);
            at += read;
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel file = spill;
        if (file != null) {
            file.close();
        }
    }
}
