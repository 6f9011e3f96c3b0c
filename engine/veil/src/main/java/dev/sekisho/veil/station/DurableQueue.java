package dev.sekisho.veil.station;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A queue of entries on the disk, for one reader. An entry is there for good when {@link #append} returns; after a crash what
 * was written in part at the end is cut off. What the reader is done with leaves the disk, file by file.
 *
 * <p>The queue is a sequence of bytes cut into files ({@link QueueSegment}), each named after the place of its first byte. A
 * file is removed once the reader is done with all of it and a later one has been begun. Threads that append at the same time
 * share one write to the disk. Safe for use by several threads.
 */
public final class DurableQueue implements Closeable {
    /** The most bytes of an entry. */
    public static final int MOST_BYTES = 1 << 24;

    /** A file with so many bytes gets no further entries. */
    static final long SEGMENT_BYTES = 1 << 22;

    /** The most bytes that a queue takes up unless told otherwise. */
    static final long MOST_QUEUED_BYTES = 1L << 33;

    private static final String SUFFIX = ".segment";

    private final QueueDisk disk;
    private final Path directory;
    private final String name;
    private final long segmentBytes;
    private final long mostBytes;
    private final QueueProgress progress;
    private final TreeMap<Long, QueueSegment> segments = new TreeMap<>();
    private final Object syncing = new Object();
    private long end;
    private long durable;
    private long done;

    /** Rises whenever entries that were written and not yet durable had to be given up. */
    private long givenUp;

    private DurableQueue(QueueDisk disk, Path directory, String name, long segmentBytes, long mostBytes)
            throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.name = name;
        this.segmentBytes = segmentBytes;
        this.mostBytes = mostBytes;
        this.progress = QueueProgress.open(disk, directory.resolve(name + ".done"));
        openSegments();
        this.durable = end;
        this.done = Math.clamp(progress.read(), segments.firstKey(), end);
    }

    /** Opens a queue of at most 8 GiB, making its files if there are none. */
    public static DurableQueue open(Path directory, String name) throws IOException {
        return open(directory, name, MOST_QUEUED_BYTES);
    }

    /** Opens a queue of at most so many bytes, making its files if there are none. */
    public static DurableQueue open(Path directory, String name, long mostBytes) throws IOException {
        return open(QueueDisk.REAL, directory, name, SEGMENT_BYTES, mostBytes);
    }

    static DurableQueue open(QueueDisk disk, Path directory, String name, long segmentBytes, long mostBytes)
            throws IOException {
        Files.createDirectories(directory);
        return new DurableQueue(disk, directory, name, segmentBytes, mostBytes);
    }

    private void openSegments() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, name + ".*" + SUFFIX)) {
            for (Path file : files) {
                String number = file.getFileName().toString();
                long start = Long.parseUnsignedLong(number, name.length() + 1, number.length() - SUFFIX.length(), 16);
                segments.put(start, QueueSegment.open(disk, file, start));
            }
        }
        if (segments.isEmpty()) {
            begin(0);
            return;
        }
        QueueSegment last = segments.lastEntry().getValue();
        for (QueueSegment segment : segments.values()) {
            if (segment != last && segment.start() + segment.channel().size() < segments.higherKey(segment.start())) {
                throw new IOException("the queue is damaged: " + segment.file()
                        + " does not reach to the beginning of the next file; restore both from a copy");
            }
        }
        end = last.lastWhole();
        disk.truncate(last.channel(), end - last.start());
    }

    private QueueSegment begin(long start) throws IOException {
        Path file = directory.resolve(name + String.format(Locale.ROOT, ".%016x", start) + SUFFIX);
        QueueSegment segment = QueueSegment.open(disk, file, start);
        try {
            disk.forceNames(directory);
        } catch (IOException e) {
            segment.close();
            throw e;
        }
        segments.put(start, segment);
        return segment;
    }

    /**
     * Appends entries; they are on the disk when this returns.
     *
     * @throws StorageException if the disk or the queue is full, or the disk fails: nothing of them is in the queue then
     */
    public void append(List<byte[]> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        ByteBuffer bytes = QueueSegment.encode(entries);
        long mine;
        long era;
        synchronized (this) {
            write(bytes);
            mine = end;
            era = givenUp;
        }
        synchronized (syncing) {
            force(mine, era);
        }
    }

    private synchronized void write(ByteBuffer bytes) throws StorageException {
        long taken = end - segments.firstKey();
        if (taken + bytes.remaining() > mostBytes) {
            throw new StorageException("the queue \"" + name + "\" holds " + taken + " of at most " + mostBytes
                    + " bytes; what waits in it must be delivered first");
        }
        try {
            QueueSegment last = segments.lastEntry().getValue();
            if (end - last.start() >= segmentBytes) {
                last = roll(last);
            }
            write(last, bytes);
        } catch (IOException e) {
            throw new StorageException("the queue \"" + name + "\" cannot be written: " + e.getMessage(), e);
        }
    }

    /** Begins the next file; everything in the one before is then durable, so that only the last one is ever cut. */
    private QueueSegment roll(QueueSegment last) throws IOException {
        if (durable < end) {
            try {
                disk.force(last.channel());
            } catch (IOException e) {
                giveUp(last);
                throw e;
            }
            durable = end;
            notifyAll();
        }
        return begin(end);
    }

    private void write(QueueSegment last, ByteBuffer bytes) throws IOException {
        long place = end - last.start();
        int length = bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                disk.write(last.channel(), bytes, place + bytes.position());
            }
        } catch (IOException e) {
            cut(last, place);
            throw e;
        }
        end += length;
    }

    /** Makes entries durable that end at a place, together with all that were written meanwhile. */
    private void force(long mine, long era) throws StorageException {
        QueueSegment last;
        long written;
        synchronized (this) {
            if (givenUp != era) {
                throw new StorageException("the queue \"" + name + "\" could not be made durable");
            }
            if (durable >= mine) {
                return;
            }
            last = segments.lastEntry().getValue();
            written = end;
        }
        try {
            disk.force(last.channel());
        } catch (IOException e) {
            synchronized (this) {
                if (durable >= written) {
                    // a later file was begun meanwhile, which made this one durable before it was closed
                    return;
                }
                giveUp(last);
            }
            throw new StorageException("the queue \"" + name + "\" cannot be made durable: " + e.getMessage(), e);
        }
        synchronized (this) {
            if (givenUp == era) {
                durable = Math.max(durable, written);
                notifyAll();
            }
        }
    }

    /**
     * Gives up what was written and is not durable. After a write to the disk has failed, nobody can say how much of it is
     * there, and a second attempt would report success for pages that the system has dropped.
     */
    private void giveUp(QueueSegment last) {
        givenUp++;
        end = Math.max(durable, last.start());
        cut(last, end - last.start());
    }

    private void cut(QueueSegment last, long length) {
        try {
            disk.truncate(last.channel(), length);
        } catch (IOException e) {
            // the next entry is written over it, and what is left behind that fails its checksum
        }
    }

    /** The place up to which the reader is done. */
    public synchronized long done() {
        return done;
    }

    /**
     * Entries from a place on; waits for some.
     *
     * @param from the place: {@link #done()}, or the end of what was read before
     * @param most the most entries
     * @param mostBytes no further entry is read once there are so many bytes
     * @param milliseconds how long to wait; there may be no entries after it
     */
    public Waiting next(long from, int most, long mostBytes, long milliseconds)
            throws IOException, InterruptedException {
        synchronized (this) {
            long deadline = System.nanoTime() + 1_000_000 * milliseconds;
            while (from >= durable) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        }
        return peek(from, most, mostBytes);
    }

    /** Entries from a place on, those that there are. */
    public Waiting peek(long from, int most, long mostBytes) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        long last = read(from, most, mostBytes, entries);
        return new Waiting(entries, from, last);
    }

    private long read(long from, int most, long mostBytes, List<byte[]> into) throws IOException {
        QueueSegment segment;
        long limit;
        synchronized (this) {
            Map.Entry<Long, QueueSegment> at = segments.floorEntry(from);
            if (at == null) {
                throw new IllegalArgumentException(
                        "the queue begins at " + segments.firstKey() + ", but is read from " + from);
            }
            segment = at.getValue();
            Long following = segments.higherKey(from);
            limit = following == null ? durable : following;
        }
        return segment.read(from, limit, most, mostBytes, into);
    }

    /** Shows all entries that are still on the disk, those that are done too: for rebuilding what a station knows. */
    public void forEach(Consumer<byte[]> reader) throws IOException {
        long position;
        long limit;
        synchronized (this) {
            position = segments.firstKey();
            limit = durable;
        }
        while (position < limit) {
            List<byte[]> entries = new ArrayList<>();
            position = read(position, Integer.MAX_VALUE, SEGMENT_BYTES, entries);
            entries.forEach(reader);
        }
    }

    /** Notes that the entries up to a place are done, and removes the files that hold nothing else. */
    public void done(long position) throws IOException {
        done(position, Farewell.NONE);
    }

    /**
     * Notes that the entries up to a place are done, and removes the files that hold nothing else. After a crash the last ones
     * may come again. To be called by the reader alone.
     *
     * @param farewell gets the entries of each file before it is removed; where it fails, the file stays until the next call
     */
    @SuppressWarnings(
            "ReferenceEquality") // the very constant stands for "nobody wants them", which spares reading them
    public void done(long position, Farewell farewell) throws IOException {
        synchronized (this) {
            if (position > done) {
                done = position;
                note();
            }
        }
        for (QueueSegment segment : delivered()) {
            if (farewell != Farewell.NONE) {
                List<byte[]> entries = new ArrayList<>();
                read(segment.start(), Integer.MAX_VALUE, Long.MAX_VALUE, entries);
                farewell.of(entries);
            }
            synchronized (this) {
                segments.remove(segment.start());
            }
            segment.close();
            disk.delete(segment.file());
        }
    }

    private void note() {
        try {
            progress.note(done);
        } catch (IOException e) {
            // at the worst some entries come again after a crash, which their receiver notices
        }
    }

    private synchronized List<QueueSegment> delivered() {
        List<QueueSegment> delivered = new ArrayList<>();
        for (QueueSegment segment : segments.values()) {
            Long following = segments.higherKey(segment.start());
            if (following != null && following <= done) {
                delivered.add(segment);
            }
        }
        return delivered;
    }

    /** Bytes that it takes up on the disk. */
    public synchronized long bytes() {
        return end - segments.firstKey();
    }

    @Override
    public synchronized void close() throws IOException {
        for (QueueSegment segment : segments.values()) {
            segment.close();
        }
        progress.close();
    }

    /** Gets entries before they leave the disk. */
    @FunctionalInterface
    public interface Farewell {
        /** Gets none. */
        Farewell NONE = entries -> {};

        /** Gets the entries of one file, in order. */
        void of(List<byte[]> entries) throws IOException;
    }

    /**
     * Entries of a queue.
     *
     * @param entries their contents; there may be none
     * @param start the place of the first of them
     * @param end the place after the last of them
     */
    public record Waiting(List<byte[]> entries, long start, long end) {
        /** Copies the list. */
        public Waiting {
            entries = List.copyOf(entries);
        }
    }
}
