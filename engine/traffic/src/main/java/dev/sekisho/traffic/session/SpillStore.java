package dev.sekisho.traffic.session;

import dev.sekisho.traffic.stream.StateRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Idle state put aside in a temporary file: records of some hundred bytes, found by hash, in the order in which they
 * were put aside.
 *
 * <p>The file is mapped, so that its pages belong to the file and not to the process; in memory itself there are eight
 * bytes for each slot of the index. The file is made when the first record comes and has no name any more while it is in
 * use, so that it vanishes with the process. Used by one thread.
 */
final class SpillStore {
    /** No record. */
    static final int NONE = -1;

    private static final int UNIT_BYTES = 64;
    private static final int CHUNK_BYTES = 16 << 20;
    private static final int UNITS_PER_CHUNK = CHUNK_BYTES / UNIT_BYTES;

    /** Before every record: its length, the records put aside before and after it, and its hash. */
    private static final int HEADER_BYTES = 16;

    private static final int EARLIER = 4;
    private static final int LATER = 8;
    private static final int HASH = 12;
    private static final int MAX_UNITS = (HEADER_BYTES + StateRecord.MAX_BYTES + UNIT_BYTES - 1) / UNIT_BYTES;

    private final int maxChunks;
    private final List<MappedByteBuffer> chunks = new ArrayList<>();
    private final int[] free = new int[MAX_UNITS + 1];
    private final SpillIndex index = new SpillIndex();
    private @Nullable FileChannel channel;
    private boolean broken;
    private int end;
    private int eldest = NONE;
    private int youngest = NONE;

    /** A store whose file may grow to {@code maxBytes}. */
    SpillStore(long maxBytes) {
        maxChunks = (int) Math.min(maxBytes / CHUNK_BYTES, Integer.MAX_VALUE / UNITS_PER_CHUNK);
        Arrays.fill(free, NONE);
    }

    int size() {
        return index.size();
    }

    /** The record that was put aside first. */
    int eldest() {
        return eldest;
    }

    /** The first record with this hash. */
    int first(int hash) {
        return index.size() == 0 ? NONE : index.first(hash);
    }

    /** The record with the same hash after the last one that {@link #first} or this method gave. */
    int next() {
        return index.next();
    }

    /** Reads a record without removing it. */
    void read(int record, StateRecord target) {
        ByteBuffer chunk = chunk(record);
        int at = offset(record);
        int length = chunk.getInt(at);
        chunk.get(at + HEADER_BYTES, target.bytes(), 0, length);
        target.load(length);
    }

    int hash(int record) {
        return chunk(record).getInt(offset(record) + HASH);
    }

    /** Puts a record aside as the youngest; false if there is no room for it. */
    boolean add(int hash, StateRecord source) {
        int length = source.length();
        int record = allocate(units(length));
        if (record == NONE) {
            return false;
        }
        ByteBuffer chunk = chunk(record);
        int at = offset(record);
        chunk.putInt(at, length);
        chunk.putInt(at + EARLIER, youngest);
        chunk.putInt(at + LATER, NONE);
        chunk.putInt(at + HASH, hash);
        chunk.put(at + HEADER_BYTES, source.bytes(), 0, length);
        if (youngest == NONE) {
            eldest = record;
        } else {
            chunk(youngest).putInt(offset(youngest) + LATER, record);
        }
        youngest = record;
        index.add(hash, record);
        return true;
    }

    void remove(int record) {
        ByteBuffer chunk = chunk(record);
        int at = offset(record);
        int earlier = chunk.getInt(at + EARLIER);
        int later = chunk.getInt(at + LATER);
        if (earlier == NONE) {
            eldest = later;
        } else {
            chunk(earlier).putInt(offset(earlier) + LATER, later);
        }
        if (later == NONE) {
            youngest = earlier;
        } else {
            chunk(later).putInt(offset(later) + EARLIER, earlier);
        }
        index.remove(chunk.getInt(at + HASH), record);
        int units = units(chunk.getInt(at));
        chunk.putInt(at, free[units]);
        free[units] = record;
    }

    private static int units(int length) {
        return (HEADER_BYTES + length + UNIT_BYTES - 1) / UNIT_BYTES;
    }

    private int allocate(int units) {
        int reused = free[units];
        if (reused != NONE) {
            free[units] = chunk(reused).getInt(offset(reused));
            return reused;
        }
        int inChunk = end & UNITS_PER_CHUNK - 1;
        if (inChunk != 0 && inChunk + units > UNITS_PER_CHUNK) {
            end += UNITS_PER_CHUNK - inChunk;
        }
        if (end / UNITS_PER_CHUNK >= chunks.size() && !grow()) {
            return NONE;
        }
        int record = end;
        end += units;
        return record;
    }

    private boolean grow() {
        if (broken || chunks.size() >= maxChunks) {
            return false;
        }
        try {
            FileChannel file = channel;
            if (file == null) {
                file = open();
                channel = file;
            }
            long start = (long) chunks.size() * CHUNK_BYTES;
            // written before it is mapped, so that a full disk shows here and not as a fault in the mapped memory
            ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 16);
            for (long at = start; at < start + CHUNK_BYTES; at += zeros.capacity()) {
                zeros.clear();
                while (zeros.hasRemaining()) {
                    file.write(zeros, at + zeros.position());
                }
            }
            MappedByteBuffer chunk = file.map(FileChannel.MapMode.READ_WRITE, start, CHUNK_BYTES);
            MappingAdvice.touchedAtRandom(chunk);
            chunks.add(chunk);
            return true;
        } catch (IOException | UncheckedIOException e) {
            // without a file there is nowhere to put anything aside: the caller lets state go and counts it
            broken = true;
            return false;
        }
    }

    private static FileChannel open() throws IOException {
        Path file = Files.createTempFile(SpillFolder.choose(), "sekisho-", ".spill");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(file);
        return channel;
    }

    /** Lets the file go. */
    void close() {
        chunks.clear();
        broken = true;
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } catch (IOException e) {
            // the file has no name any more and nothing in it is needed: there is nobody to tell
            channel = null;
        }
    }

    private MappedByteBuffer chunk(int record) {
        return chunks.get(record / UNITS_PER_CHUNK);
    }

    private static int offset(int record) {
        return (record & UNITS_PER_CHUNK - 1) * UNIT_BYTES;
    }
}
