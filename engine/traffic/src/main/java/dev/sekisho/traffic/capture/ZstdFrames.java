package dev.sekisho.traffic.capture;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Passes zstd frames (RFC 8878) on as they are and follows their structure, so that a frame that asks the decompressor
 * for more memory than {@value #MAX_WINDOW_BYTES} bytes is refused before it is decompressed.
 */
final class ZstdFrames extends InputStream {
    /** What {@code zstd} itself allows without being told otherwise is twice this; its levels up to 19 need 8 MiB. */
    static final int MAX_WINDOW_BYTES = 64 << 20;

    private static final int FRAME_MAGIC = 0xfd2fb528;
    private static final int SKIPPABLE_MAGIC = 0x184d2a50;
    private static final int CHECK_SUM_BYTES = 4;

    private enum Part {
        MAGIC,
        SKIPPABLE_SIZE,
        DESCRIPTOR,
        HEADER,
        BLOCK_HEADER,
        BODY
    }

    private final InputStream source;
    private final byte[] header = new byte[14];
    private Part part = Part.MAGIC;
    private int headerBytes;
    private int wanted = 4;
    private long bodyBytes;
    private boolean lastBlock;
    private boolean checkSum;
    private @Nullable IOException refusal;

    ZstdFrames(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (refusal != null) {
            throw refusal;
        }
        int got = source.read(target, offset, length);
        int end = offset + got;
        int at = offset;
        while (at < end) {
            if (part == Part.BODY) {
                int taken = (int) Math.min(bodyBytes, end - at);
                bodyBytes -= taken;
                at += taken;
                if (bodyBytes == 0) {
                    afterBody();
                }
                continue;
            }
            header[headerBytes++] = target[at++];
            if (headerBytes == wanted) {
                try {
                    advance();
                } catch (IOException e) {
                    refusal = e;
                    // what came before is good; of this frame nothing is passed on that could be decompressed
                    int accepted = at - offset - headerBytes;
                    if (accepted <= 0) {
                        throw e;
                    }
                    return accepted;
                }
            }
        }
        return got;
    }

    private void advance() throws IOException {
        switch (part) {
            case MAGIC -> {
                int magic = Bytes.int32(header, 0, true);
                if (magic == FRAME_MAGIC) {
                    expect(Part.DESCRIPTOR, 1);
                } else if ((magic & 0xfffffff0) == SKIPPABLE_MAGIC) {
                    expect(Part.SKIPPABLE_SIZE, 4);
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
                expect(Part.BLOCK_HEADER, 3);
            }
            case BLOCK_HEADER -> {
                int block = Bytes.int16(header, 0, true) | (header[2] & 0xff) << 16;
                lastBlock = (block & 1) != 0;
                boolean repeated = (block >>> 1 & 3) == 1;
                body(repeated ? 1 : block >>> 3);
            }
            case BODY -> throw new IllegalStateException("a body has no header");
        }
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
