package dev.sekisho.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Standard output for what is printed for people. A failure does not stop the command, whose other results matter more,
 * but is remembered, because a {@link PrintWriter} alone would keep it to itself.
 */
final class StandardOutput extends OutputStream {
    private static final int BUFFER_BYTES = 1 << 13;

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final PrintWriter writer = new PrintWriter(
            new OutputStreamWriter(new BufferedOutputStream(this, BUFFER_BYTES), System.out.charset()), true);
    private @Nullable IOException failure;

    /** What prints to it, a line at a time. */
    PrintWriter writer() {
        return writer;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (failure != null) {
            return;
        }
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
        }
    }

    /**
     * Writes what is left.
     *
     * @throws CommandFailure if something of what was printed has not arrived
     */
    void finish() {
        writer.flush();
        if (failure != null) {
            throw ResultFile.standardOutputFailure(failure);
        }
    }
}
