package dev.sekisho.traffic.capture;

import io.airlift.compress.v3.zstd.ZstdJavaInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes zstd frames (RFC 8878) on as they are and follows their structure: skippable frames, which the decompressor
 * does not know, are left out, and a frame that asks for more memory than {@value #MAX_WINDOW_BYTES} bytes is refused
 * before it is decompressed.
 */
final class ZstdFrames extends InputStream {
    /** What the decompressor takes: all levels up to 19 stay below it, {@code --ultra} and {@code --long} do not. */
    static final int MAX_WINDOW_BYTES = 8 << 20;

    private static final int FRAME_MAGIC = 0xfd2fb528;
    private static final int SKIPPABLE_MAGIC = 0x184d2a50;
    private static final int CHECK_SUM_BYTES = 4;
    private static final int MAGIC_BYTES = 4;
    private static final int MAX_HEADER_BYTES = 14;
    private static final int INPUT_BYTES = 64 * 1024;

    private enum Part {
        MAGIC,
        SKIPPABLE_SIZE,
        DESCRIPTOR,
        HEADER,
        BLOCK_HEADER,
        BODY
    }

    private final InputStream source;
    private final byte[] input = new byte[INPUT_BYTES];
    private int position;
    private int limit;

    /** The header that is being read or, once it is accepted, still being passed on. */
    private final byte[] header = new byte[MAX_HEADER_BYTES];

    private int headerBytes;
    private int wanted = MAGIC_BYTES;
    private int passed = MAX_HEADER_BYTES;
    private int accepted = MAX_HEADER_BYTES;

    private Part part = Part.MAGIC;
    private long bodyBytes;
    private boolean skippable;
    private boolean lastBlock;
    private boolean checkSum;

    ZstdFrames(InputStream source) {
        this.source = source;
    }

    /** What is in the frames of {@code source}. */
    static InputStream decompress(InputStream source) {
        return new ZstdJavaInputStream(new ZstdFrames(source));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int to = offset;
        int end = offset + length;
        while (to < end) {
            if (passed < accepted) {
                target[to++] = header[passed++];
            } else if (position == limit && (to > offset || !refill())) {
                break;
            } else if (part == Part.BODY) {
                int taken = (int) Math.min(bodyBytes, Math.min(limit - position, end - to));
                if (!skippable) {
                    System.arraycopy(input, position, target, to, taken);
                    to += taken;
                }
                position += taken;
                bodyBytes -= taken;
                if (bodyBytes == 0) {
                    afterBody();
                }
            } else if (!takeHeaderByte(to > offset)) {
                break;
            }
        }
        return to > offset || length == 0 ? to - offset : -1;
    }

    /**
     * Takes one more byte of the header.
     *
     * @return false if the header is refused but what came before it must be passed on first
     */
    private boolean takeHeaderByte(boolean somethingToPassOn) throws IOException {
        header[headerBytes++] = input[position++];
        if (headerBytes < wanted) {
            return true;
        }
        try {
            advance();
            return true;
        } catch (IOException e) {
            if (!somethingToPassOn) {
                throw e;
            }
            // comes here again, and to the same end, with the next call
            headerBytes--;
            position--;
            return false;
        }
    }

    private boolean refill() throws IOException {
        position = 0;
        limit = Math.max(source.read(input, 0, input.length), 0);
        return limit > 0;
    }

    private void advance() throws IOException {
        switch (part) {
            case MAGIC -> {
                int magic = Bytes.int32(header, 0, true);
                skippable = (magic & 0xfffffff0) == SKIPPABLE_MAGIC;
                if (skippable) {
                    expect(Part.SKIPPABLE_SIZE, 4);
                } else if (magic == FRAME_MAGIC) {
                    accept();
                    expect(Part.DESCRIPTOR, 1);
                } else {
                    throw new IOException("zstd frame expected");
                }
            }
            case SKIPPABLE_SIZE -> {
                lastBlock = true;
                checkSum = false;
                body(Bytes.int32(header, 0, true) & 0xffffffffL);
            }
            case DESCRIPTOR -> {
                checkSum = (header[0] & 4) != 0;
                part = Part.HEADER;
                wanted = 1 + windowBytes() + dictionaryBytes() + contentSizeBytes();
            }
            case HEADER -> {
                checkWindow();
                accept();
                expect(Part.BLOCK_HEADER, 3);
            }
            case BLOCK_HEADER -> {
                int block = Bytes.int16(header, 0, true) | (header[2] & 0xff) << 16;
                lastBlock = (block & 1) != 0;
                boolean repeated = (block >>> 1 & 3) == 1;
                accept();
                body(repeated ? 1 : block >>> 3);
            }
            case BODY -> throw new IllegalStateException("a body has no header");
        }
    }

    private void accept() {
        passed = 0;
        accepted = headerBytes;
    }

    private void expect(Part next, int bytes) {
        part = next;
        headerBytes = 0;
        wanted = bytes;
    }

    private void body(long bytes) {
        part = Part.BODY;
        headerBytes = 0;
        bodyBytes = bytes + (lastBlock && checkSum ? CHECK_SUM_BYTES : 0);
        if (bodyBytes == 0) {
            afterBody();
        }
    }

    private void afterBody() {
        if (lastBlock) {
            expect(Part.MAGIC, 4);
        } else {
            expect(Part.BLOCK_HEADER, 3);
        }
    }

    private boolean isSingleSegment() {
        return (header[0] & 0x20) != 0;
    }

    private int windowBytes() {
        return isSingleSegment() ? 0 : 1;
    }

    private int dictionaryBytes() {
        int flag = header[0] & 3;
        return flag == 3 ? 4 : flag;
    }

    private int contentSizeBytes() {
        return switch ((header[0] & 0xff) >>> 6) {
            case 0 -> isSingleSegment() ? 1 : 0;
            case 1 -> 2;
            case 2 -> 4;
            default -> 8;
        };
    }

    private void checkWindow() throws IOException {
        long window;
        if (isSingleSegment()) {
            window = contentSize();
        } else {
            int descriptor = header[1] & 0xff;
            long base = 1L << (10 + (descriptor >>> 3));
            window = base + base / 8 * (descriptor & 7);
        }
        if (window < 0 || window > MAX_WINDOW_BYTES) {
            throw new IOException("zstd frame needs a window of " + Long.toUnsignedString(window)
                    + " bytes, but at most " + MAX_WINDOW_BYTES + " are allowed");
        }
    }

    private long contentSize() {
        int at = 1 + windowBytes() + dictionaryBytes();
        return switch (contentSizeBytes()) {
            case 0 -> 0;
            case 1 -> header[at] & 0xff;
            case 2 -> Bytes.int16(header, at, true) + 256;
            case 4 -> Bytes.int32(header, at, true) & 0xffffffffL;
            default -> Bytes.int64(header, at, true);
        };
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
