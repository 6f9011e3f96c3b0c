package dev.sekisho.traffic.log;

import dev.sekisho.traffic.Losses;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One log file while it is read: its lines as events, one ahead. */
final class LogFile implements Closeable {
    /** Compressed input that grows more than this many times over is no log. */
    static final long MAX_GROWTH = 1000;

    /** Below this size growth is not looked at. */
    private static final long GROWTH_FROM_BYTES = 256L << 20;

    private final Counting raw;
    private final LineReader lines;
    private final LineParser parser;
    private final Losses losses;
    private long read;
    private @Nullable LogEvent next;

    private LogFile(Counting raw, LineReader lines, LineParser parser, Losses losses) {
        this.raw = raw;
        this.lines = lines;
        this.parser = parser;
        this.losses = losses;
    }

    /** Opens {@code path} and finds its first event; null if it is no log of a known format. */
    static @Nullable LogFile open(Path path, Losses losses) throws IOException {
        Counting raw = new Counting(Files.newInputStream(path));
        try {
            BufferedInputStream plain = new BufferedInputStream(decompress(raw, losses), 1 << 16);
            plain.mark(LogFormat.HEAD_BYTES);
            byte[] head = plain.readNBytes(LogFormat.HEAD_BYTES);
            plain.reset();
            LogFormat format = LogFormat.recognise(head, head.length);
            if (format == null) {
                raw.close();
                return null;
            }
            LogFile file = new LogFile(raw, new LineReader(plain), format.parser(), losses);
            file.advance();
            return file;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream decompress(Counting raw, Losses losses) throws IOException {
        BufferedInputStream input = new BufferedInputStream(raw, 1 << 16);
        input.mark(2);
        boolean gzip = input.read() == 0x1f && input.read() == 0x8b;
        input.reset();
        return gzip ? new Grown(new GZIPInputStream(input, 1 << 16), raw, losses) : input;
    }

    /** The event that comes next, null at the end. */
    @Nullable
    LogEvent peek() {
        return next;
    }

    /** Moves to the event after the one that comes next. */
    void advance() throws IOException {
        next = null;
        try {
            while (next == null && lines.next()) {
                read++;
                next = parser.parse(lines.bytes(), lines.start(), lines.length(), losses);
            }
        } catch (ZipException | java.io.EOFException e) {
            losses.add(Losses.Reason.CORRUPT_CAPTURE);
        }
        if (next == null) {
            losses.add(Losses.Reason.MALFORMED_LOG_LINE, lines.oversized());
        }
    }

    /** Lines read so far. */
    long lines() {
        return read;
    }

    /** Bytes read so far, before decompression. */
    long bytes() {
        return raw.count;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private static final class Counting extends FilterInputStream {
        long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }

    /** Ends a stream early that grows beyond all measure. */
    private static final class Grown extends FilterInputStream {
        private final Counting raw;
        private final Losses losses;
        private long grown;
        private boolean stopped;

        Grown(InputStream in, Counting raw, Losses losses) {
            super(in);
            this.raw = raw;
            this.losses = losses;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (stopped) {
                return -1;
            }
            int read = in.read(bytes, offset, length);
            grown += Math.max(0, read);
            if (grown > GROWTH_FROM_BYTES && grown / MAX_GROWTH > raw.count) {
                losses.add(Losses.Reason.DECOMPRESSION_LIMIT);
                stopped = true;
            }
            return read;
        }
    }
}
