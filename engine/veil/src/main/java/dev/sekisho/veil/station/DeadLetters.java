package dev.sekisho.veil.station;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the next station refused for good, in a folder: one file for each message, with the reason in its first line and the
 * message after it. The folder has a bound; beyond it the oldest files go.
 *
 * <p>Safe for use by several threads.
 */
final class DeadLetters {
    /** The most bytes of the folder's files unless told otherwise. */
    static final long MOST_BYTES = 1L << 30;

    private static final String SUFFIX = ".refused";

    private final Path directory;
    private final long mostBytes;
    private final NavigableMap<Long, Long> lengths = new TreeMap<>();
    private long next;
    private long bytes;
    private long count;

    /** The folder, made if it is not there; what was written in part before a crash is removed. */
    DeadLetters(Path directory, long mostBytes) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.mostBytes = mostBytes;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(".part")) {
                    Files.delete(file);
                } else if (name.matches("[0-9]{12}\\" + SUFFIX)) {
                    long number = Long.parseLong(name, 0, 12, 10);
                    lengths.put(number, Files.size(file));
                    bytes += Files.size(file);
                    next = Math.max(next, number + 1);
                }
            }
        }
    }

    /** Puts a message aside; it is on the disk when this returns. */
    synchronized void put(String reason, byte[] message) throws IOException {
        Path file = file(next);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        byte[] line = (reason + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(line.length + message.length)
                .put(line)
                .put(message)
                .flip();
        long length = content.remaining();
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        QueueDisk.REAL.forceNames(directory);
        lengths.put(next++, length);
        bytes += length;
        count++;
        while (bytes > mostBytes && lengths.size() > 1) {
            Files.deleteIfExists(file(lengths.firstKey()));
            bytes -= lengths.pollFirstEntry().getValue();
        }
    }

    private Path file(long number) {
        return directory.resolve(String.format(Locale.ROOT, "%012d", number) + SUFFIX);
    }

    /** How many messages have been put aside since the start. */
    synchronized long count() {
        return count;
    }
}
