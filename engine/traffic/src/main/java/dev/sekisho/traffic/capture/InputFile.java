package dev.sekisho.traffic.capture;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file or standard input opened for reading, decompressed on the way, whose first bytes can be looked at before they
 * are read. Opened and read by one thread; {@link #bytesRead()} may be asked by another.
 *
 * <p>Files are read in large blocks instead of being mapped: out of a warm page cache that is several times faster than
 * taking a page fault for every page, and a file that shrinks while it is read ends instead of killing the process.
 */
public final class InputFile implements Closeable {
    /** The name that stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    /** Name by which messages call it. */
    private final String name;

    private final CountedStream raw;
    private final InputStream content;
    private final long size;
    private final byte[] head = new byte[HEAD_BYTES];
    private final int headLength;
    private int headTaken;

    /** How many first bytes can be looked at. */
    private static final int HEAD_BYTES = 64;

    private InputFile(String name, InputStream source, long size) throws IOException {
        this.name = name;
        this.size = size;
        this.raw = new CountedStream(source);
        this.content = raw;
        this.headLength = content.readNBytes(head, 0, HEAD_BYTES);
    }

    /**
     * Opens {@code name}; {@value #STANDARD_INPUT} means standard input.
     *
     * @throws IOException if there is no such file or it must not be read
     */
    public static InputFile open(String name) throws IOException {
        return name.equals(STANDARD_INPUT) ? of(name, System.in) : open(Path.of(name));
    }

    /**
     * Opens a file or pipe.
     *
     * @throws IOException if there is no such file or it must not be read
     */
    public static InputFile open(Path path) throws IOException {
        InputStream file = new FileInputStream(path.toFile());
        try {
            return new InputFile(path.toString(), file, Files.isRegularFile(path) ? Files.size(path) : -1);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Takes what is read from {@code stream} as the file {@code name}. */
    public static InputFile of(String name, InputStream stream) throws IOException {
        return new InputFile(name, stream, -1);
    }

    /** The name it was opened by. */
    public String name() {
        return name;
    }

    /** Size in bytes before decompression, −1 if it is not known. */
    public long size() {
        return size;
    }

    /** Bytes read so far, before decompression. */
    public long bytesRead() {
        return raw.count;
    }

    /** How many bytes {@link #head(int)} can look at. */
    public int headLength() {
        return headLength;
    }

    /** The first byte of the content at {@code index} as 0–255, −1 beyond {@link #headLength()}. */
    public int head(int index) {
        return index < headLength ? head[index] & 0xff : -1;
    }

    /** The first four bytes as a big-endian number, 0 if there are fewer. */
    int magic() {
        return headLength < 4 ? 0 : Bytes.int32(head, 0, false);
    }

    /**
     * Reads the next bytes of the content.
     *
     * @return how many bytes were read, at least one, or −1 at the end
     */
    public int read(byte[] target, int offset, int length) throws IOException {
        if (headTaken < headLength) {
            int taken = Math.min(length, headLength - headTaken);
            System.arraycopy(head, headTaken, target, offset, taken);
            headTaken += taken;
            return taken;
        }
        return content.read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** Counts the bytes that leave the file. */
    private static final class CountedStream extends InputStream {
        private final InputStream source;
        private volatile long count;

        CountedStream(InputStream source) {
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others only look
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = source.read(target, offset, length);
            if (got > 0) {
                count += got;
            }
            return got;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
