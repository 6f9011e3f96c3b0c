package dev.sekisho.cli.sensor;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Batches that wait on the disk, numbered from 0: one file each, written whole before it gets its name. The last one that
 * was taken stays until the next has been, so that numbers go on after any end of the process. Safe between threads.
 */
public final class BatchBuffer implements Closeable {
    private static final String ENDING = ".batch";

    private final Path directory;
    private final long limit;
    private final FileChannel lockFile;
    private final String stream;
    private final TreeMap<Long, Long> waiting = new TreeMap<>();
    private long bytes;
    private long next;
    private @Nullable Path lastTaken;

    private BatchBuffer(Path directory, long limit, FileChannel lockFile, String stream) {
        this.directory = directory;
        this.limit = limit;
        this.lockFile = lockFile;
        this.stream = stream;
    }

    /**
     * Opens a buffer; makes it where there is none.
     *
     * @throws IOException if another process works on it or it cannot be used; the message says which
     */
    public static BatchBuffer open(Path directory, long limit) throws IOException {
        Files.createDirectories(directory);
        FileChannel lockFile =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lockFile.tryLock();
        if (lock == null) {
            lockFile.close();
            throw new IOException("another sensor works on " + directory + "; name another directory with --buffer");
        }
        BatchBuffer buffer = new BatchBuffer(directory, limit, lockFile, stream(directory));
        buffer.find();
        return buffer;
    }

    /** The name of the stream, made up once. */
    private static String stream(Path directory) throws IOException {
        Path file = directory.resolve("stream");
        if (!Files.exists(file)) {
            write(directory, file, UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        }
        return Files.readString(file).strip();
    }

    private void find() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.matches("[0-9]{1,18}" + ENDING)) {
                    long number = Long.parseLong(name.substring(0, name.length() - ENDING.length()));
                    long size = Files.size(file);
                    waiting.put(number, size);
                    bytes += size;
                } else if (name.endsWith(".tmp")) {
                    Files.deleteIfExists(file);
                }
            }
        }
        next = waiting.isEmpty() ? 0 : waiting.lastKey() + 1;
    }

    public String stream() {
        return stream;
    }

    private Path file(long number) {
        return directory.resolve(String.format(Locale.ROOT, "%018d%s", number, ENDING));
    }

    /** Puts a batch aside, on the disk when this returns; waits while there is no room. */
    public void put(byte[] batch) {
        try {
            long number;
            synchronized (this) {
                while (bytes > 0 && bytes + batch.length > limit) {
                    wait();
                }
                number = next;
            }
            write(directory, file(number), batch);
            synchronized (this) {
                waiting.put(number, (long) batch.length);
                bytes += batch.length;
                next = number + 1;
                notifyAll();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the buffer " + directory + " cannot be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Path directory, Path file, byte[] content) throws IOException {
        Path unfinished = directory.resolve(file.getFileName() + ".tmp");
        try (FileChannel out = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** The number of the first batch at or behind {@code from}; −1 if none waits within {@code millis}. */
    public synchronized long first(long from, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (true) {
            Long found = waiting.ceilingKey(from);
            long left = (end - System.nanoTime()) / 1_000_000;
            if (found != null || left <= 0) {
                return found == null ? -1 : found;
            }
            wait(left);
        }
    }

    public byte[] read(long number) throws IOException {
        return Files.readAllBytes(file(number));
    }

    /** Everything before {@code number} has been taken. */
    public synchronized void taken(long number) throws IOException {
        while (!waiting.isEmpty() && waiting.firstKey() < number) {
            Map.Entry<Long, Long> first = Objects.requireNonNull(waiting.pollFirstEntry());
            bytes -= first.getValue();
            Path before = lastTaken;
            if (before != null) {
                Files.deleteIfExists(before);
            }
            lastTaken = file(first.getKey());
        }
        next = Math.max(next, number);
        notifyAll();
    }

    /** How many wait. */
    public synchronized int size() {
        return waiting.size();
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
