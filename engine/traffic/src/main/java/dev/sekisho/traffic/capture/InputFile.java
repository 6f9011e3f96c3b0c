package dev.sekisho.traffic.capture;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Losses.Reason;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file or standard input opened for reading, decompressed on the way (gzip and zstd, recognised by their first bytes,
 * several joined members too), whose first bytes can be looked at before they are read. Opened and read by one thread;
 * {@link #bytesRead()} may be asked by another.
 *
 * <p>Compressed content that breaks off, is damaged, or grows beyond the limit ends there, and {@link #damage()} says
 * why; only a file that the machine cannot read throws.
 *
 * <p>Files are read in large blocks instead of being mapped: out of a warm page cache that is several times faster than
 * taking a page fault for every page, and a file that shrinks while it is read ends instead of killing the process.
 */
public final class InputFile implements Closeable {
    /** The name that stands for standard input. */
    public static final String STANDARD_INPUT = "-";

    /** Content up to this size is never taken for a decompression bomb. */
    public static final long ALWAYS_DECOMPRESSED_BYTES = 1L << 30;

    /**
     * Beyond {@link #ALWAYS_DECOMPRESSED_BYTES}, how many times larger than its compressed form content may be. Floods of
     * equal packets reach a few hundred, bombs thousands.
     */
    public static final int MAX_EXPANSION = 1000;

    /** How many first bytes can be looked at. */
    public static final int HEAD_BYTES = 64;

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int ZSTD_MAGIC = 0x28b52ffd;

    private final String name;
    private final long size;
    private final FileStream file;
    private final InputStream content;
    private final boolean compressed;
    private final byte[] head = new byte[HEAD_BYTES];
    private final int headLength;
    private int headTaken;
    private long contentBytes;
    private @Nullable Reason damage;

    private InputFile(String name, InputStream source, long size) throws IOException {
        this.name = name;
        this.size = size;
        this.file = new FileStream(source);
        PushbackInputStream start = new PushbackInputStream(file, 4);
        byte[] magic = start.readNBytes(4);
        start.unread(magic);
        boolean gzip = magic.length >= 2 && Bytes.int16(magic, 0, false) == GZIP_MAGIC;
        boolean zstd = magic.length == 4 && Bytes.int32(magic, 0, false) == ZSTD_MAGIC;
        this.compressed = gzip || zstd;
        if (gzip) {
            this.content = new GzipStream(start);
        } else if (zstd) {
            this.content = ZstdFrames.decompress(start);
        } else {
            this.content = start;
        }
        this.headLength = readHead();
    }

    private int readHead() throws IOException {
        int length = 0;
        while (length < HEAD_BYTES) {
            int got = readContent(head, length, HEAD_BYTES - length);
            if (got < 0) {
                break;
            }
            length += got;
        }
        return length;
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
        return file.count;
    }

    /** Whether it is decompressed on the way. */
    public boolean isCompressed() {
        return compressed;
    }

    /** How many bytes {@link #head(int)} can look at. */
    public int headLength() {
        return headLength;
    }

    /** The first byte of the content at {@code index} as 0–255, −1 beyond {@link #headLength()}. */
    public int head(int index) {
        return index < headLength ? head[index] & 0xff : -1;
    }

    /** Four of the first bytes as a big-endian number, 0 if there are fewer. */
    int headInt32(int index) {
        return headLength < index + 4 ? 0 : Bytes.int32(head, index, false);
    }

    /**
     * Why the content ended before its time: {@link Reason#TRUNCATED_CAPTURE}, {@link Reason#CORRUPT_CAPTURE} or
     * {@link Reason#DECOMPRESSION_LIMIT}; null if it did not. To be asked, and counted in {@link Losses}, at the end.
     */
    public @Nullable Reason damage() {
        return damage;
    }

    /**
     * Reads the next bytes of the content.
     *
     * @return how many bytes were read, at least one, or −1 at the end
     * @throws IOException if the machine cannot read the file on
     */
    public int read(byte[] target, int offset, int length) throws IOException {
        if (headTaken < headLength) {
            int taken = Math.min(length, headLength - headTaken);
            System.arraycopy(head, headTaken, target, offset, taken);
            headTaken += taken;
            return taken;
        }
        return readContent(target, offset, length);
    }

    private int readContent(byte[] target, int offset, int length) throws IOException {
        if (damage != null) {
            return -1;
        }
        int got;
        try {
            got = content.read(target, offset, length);
        } catch (IOException | RuntimeException e) {
            if (file.failure != null) {
                throw file.failure;
            }
            damage = file.ended ? Reason.TRUNCATED_CAPTURE : Reason.CORRUPT_CAPTURE;
            return -1;
        }
        contentBytes += Math.max(got, 0);
        if (compressed && contentBytes > ALWAYS_DECOMPRESSED_BYTES && contentBytes / MAX_EXPANSION > file.count) {
            damage = Reason.DECOMPRESSION_LIMIT;
            return -1;
        }
        return got;
    }

    /** The content as a stream, for readers of text. Closing it closes this. */
    public InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return InputFile.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return length == 0 ? 0 : InputFile.this.read(target, offset, length);
            }

            @Override
            public void close() throws IOException {
                InputFile.this.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    /** The bytes of the file as they are: counts them and keeps a failure of the machine apart from damaged content. */
    private static final class FileStream extends InputStream {
        private final InputStream source;
        private volatile long count;
        private boolean ended;
        private @Nullable IOException failure;

        FileStream(InputStream source) {
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
            try {
                int got = source.read(target, offset, length);
                ended = got < 0;
                count += Math.max(got, 0);
                return got;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
