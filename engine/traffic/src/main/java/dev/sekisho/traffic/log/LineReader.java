package dev.sekisho.traffic.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of UTF-8 text out of a stream, without their ends (LF or CR LF), in one reused array. A line longer than
 * {@value #MAX_LINE_BYTES} bytes is passed over and counted by {@link #oversized()}.
 */
final class LineReader implements Closeable {
    /** The longest line that is read: far beyond what a logged request of 64 KiB needs. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private final InputStream input;
    private byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private int lineStart;
    private int lineLength;
    private long oversized;
    private boolean ended;

    LineReader(InputStream input) {
        this.input = input;
    }

    /** Moves to the next line; false at the end. */
    boolean next() throws IOException {
        boolean overflow = false;
        int scan = position;
        while (true) {
            int newline = indexOfNewline(scan);
            if (newline >= 0 || ended) {
                int end = newline >= 0 ? newline : limit;
                int start = position;
                boolean last = newline < 0;
                position = last ? limit : newline + 1;
                if (overflow) {
                    oversized++;
                    overflow = false;
                    if (last) {
                        return false;
                    }
                    scan = position;
                    continue;
                }
                if (last && start == limit) {
                    return false;
                }
                lineStart = start;
                lineLength = end - start;
                if (lineLength > 0 && buffer[end - 1] == '\r') {
                    lineLength--;
                }
                return true;
            }
            if (overflow || limit - position > MAX_LINE_BYTES) {
                overflow = true;
                position = limit;
            }
            scan = limit - position;
            fill();
            scan += position;
        }
    }

    private int indexOfNewline(int from) {
        byte[] bytes = buffer;
        for (int i = from; i < limit; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int read = input.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
            ended = true;
        } else {
            limit += read;
        }
    }

    /** The array that holds the line. */
    byte[] bytes() {
        return buffer;
    }

    /** Where the line starts in {@link #bytes()}. */
    int start() {
        return lineStart;
    }

    /** The line's length in bytes. */
    int length() {
        return lineLength;
    }

    /** How many lines were passed over for their length. */
    long oversized() {
        return oversized;
    }

    boolean startsWith(char first) {
        return lineLength > 0 && buffer[lineStart] == first;
    }

    String text() {
        return new String(buffer, lineStart, lineLength, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
