package dev.sekisho.veil.station;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Every step by which a queue changes the disk: each is a place where a process can die, or the disk can be full. */
interface QueueDisk {
    /** The disk itself. */
    QueueDisk REAL = new QueueDisk() {};

    /** Opens a file for reading and writing, making it if it is not there. */
    default FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Writes some of the bytes, as {@link FileChannel#write(ByteBuffer, long)} does. */
    default int write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        return channel.write(bytes, position);
    }

    /** Returns when the file's content is on the disk. */
    default void force(FileChannel channel) throws IOException {
        channel.force(false);
    }

    /** Cuts a file off. */
    default void truncate(FileChannel channel, long length) throws IOException {
        channel.truncate(length);
    }

    /** Returns when the names in a directory are on the disk. */
    default void forceNames(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** Removes a file. */
    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
