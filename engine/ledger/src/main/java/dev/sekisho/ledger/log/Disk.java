package dev.sekisho.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The few operations on files by which a store becomes durable, one by one, so that a test can end the power between any two
 * of them.
 */
interface Disk {
    /** The bytes of a file, at most {@code mostBytes + 1}; empty if there is none. */
    Optional<byte[]> read(Path file, int mostBytes) throws IOException;

    /** Writes a whole file and forces its content to the disk. Its name is not safe until its directory is. */
    void write(Path file, byte[] bytes) throws IOException;

    /** Gives a file another name in one step, in place of what had that name. */
    void move(Path from, Path to) throws IOException;

    /** Forces the names in a directory to the disk. */
    void syncDirectory(Path directory) throws IOException;

    /** Makes one directory; whether it was there does not matter. */
    void makeDirectory(Path directory) throws IOException;

    /** Whether there is a directory. */
    boolean isDirectory(Path directory);

    /** Removes a file; whether it was there does not matter. */
    void delete(Path file) throws IOException;
}
