package dev.sekisho.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file to which whole lines are appended, for a reader that follows it. It is opened for each, so that it may be moved
 * away meanwhile; lines that did not fit are taken back, so that none is ever cut.
 */
record GrowingFile(Path file) {
    /**
     * Appends lines and hands them to the system.
     *
     * @throws CommandFailure if that fails; the file is as it was before then
     */
    void append(byte[] lines) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            appendToDevice(lines);
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long before = channel.size();
            channel.position(before);
            try {
                ByteBuffer rest = ByteBuffer.wrap(lines);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            } catch (IOException e) {
                channel.truncate(before);
                throw e;
            }
        } catch (IOException e) {
            throw ResultFile.failure("cannot write to " + file, e);
        }
    }

    /** A pipe or device takes nothing back. */
    private void appendToDevice(byte[] lines) {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            out.write(lines);
        } catch (IOException e) {
            throw ResultFile.failure("cannot write to " + file, e);
        }
    }
}
