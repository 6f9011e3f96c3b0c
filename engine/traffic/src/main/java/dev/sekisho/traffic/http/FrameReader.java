package dev.sekisho.traffic.http;

import dev.sekisho.traffic.Losses;

/**
 * Cuts the ordered bytes of one direction of an HTTP/2 connection into frames (RFC 9113 section 4), puts header blocks
 * together and decodes them. Content is counted, not read.
 */
final class FrameReader {
    /** Longest header block that is decoded, all its CONTINUATION frames together. */
    static final int MAX_HEADER_BLOCK_BYTES = 64 * 1024;

    /** Longest frame other than DATA that is believed; peers announce 16 KiB unless they agree on more. */
    static final int MAX_CONTROL_FRAME_BYTES = 1024 * 1024;

    static final int FRAME_HEADER_BYTES = 9;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int PRIORITY = 2;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PUSH_PROMISE = 5;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;

    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int WITH_PRIORITY = 32;

    /** Takes what the reader finds. */
    interface Owner {
        /** A header block of a stream is complete; {@code bytes} is what its frames took, from {@code startNanos} on. */
        void headers(FrameReader reader, int stream, MessageHead head, long bytes, long startNanos, long nanos);

        /** Bytes of a stream other than header blocks; those of its body are in the array, unless it is a gap. */
        void bytes(FrameReader reader, int stream, long length, long nanos);

        /** Bytes of the body of a stream, already counted by {@link #bytes}. */
        void body(FrameReader reader, int stream, byte[] source, int offset, int length);

        /** Bytes of the body of a stream that were never captured, already counted by {@link #bytes}. */
        void bodyGap(FrameReader reader, int stream, long length);

        /** One side of the stream is complete. */
        void endOfStream(FrameReader reader, int stream);

        /** The stream was given up by either side. */
        void reset(int stream);
    }

    private final Owner owner;
    private final boolean fromClient;
    private final Losses losses;
    private final HpackDecoder decoder = new HpackDecoder();
    private final HeldBytes block = new HeldBytes(MAX_HEADER_BLOCK_BYTES);
    private final byte[] header = new byte[FRAME_HEADER_BYTES];
    private int headerLength;
    private boolean first = true;
    private boolean broken;

    private int type;
    private int flags;
    private int stream;
    private int prefixLeft;
    private int contentLeft;
    private int paddingLeft;
    private boolean paddingUnknown;
    private long frameNanos;

    /** The stream whose header block is under way, 0 if none is. */
    private int blockStream;

    private boolean blockIsPromise;
    private boolean blockEndsStream;
    private long blockBytes;
    private long blockNanos;

    FrameReader(Owner owner, boolean fromClient, Losses losses) {
        this.owner = owner;
        this.fromClient = fromClient;
        this.losses = losses;
    }

    /** Whether the bytes can no longer be followed. */
    boolean isBroken() {
        return broken;
    }

    /** Whether the reader is between two frames and between two header blocks. */
    boolean isBetweenFrames() {
        return headerLength == 0 && blockStream == 0;
    }

    /** Takes bytes and returns how many: all of them unless the reader broke. */
    int read(byte[] bytes, int offset, int length, long nanos) {
        int at = offset;
        int end = offset + length;
        while (at < end && !broken) {
            at = headerLength < FRAME_HEADER_BYTES
                    ? frameHeader(bytes, at, end, nanos)
                    : payload(bytes, at, end, nanos);
        }
        return at - offset;
    }

    /** Takes a gap and returns how many of its bytes could be placed: all of them unless the reader broke. */
    long gap(long length, long nanos) {
        if (headerLength == FRAME_HEADER_BYTES && type == DATA && prefixLeft == 0 && length <= contentLeft) {
            contentLeft -= (int) length;
            owner.bytes(this, stream, length, nanos);
            owner.bodyGap(this, stream, length);
            frameEnd(nanos);
            return length;
        }
        broken = true;
        return 0;
    }

    private int frameHeader(byte[] bytes, int at, int end, long nanos) {
        int i = at;
        if (headerLength == 0) {
            frameNanos = nanos;
        }
        while (i < end && headerLength < FRAME_HEADER_BYTES) {
            header[headerLength++] = bytes[i++];
        }
        if (headerLength == FRAME_HEADER_BYTES) {
            beginFrame(nanos);
        }
        return i;
    }

    private void beginFrame(long nanos) {
        int length = unsigned(0) << 16 | unsigned(1) << 8 | unsigned(2);
        type = header[3];
        flags = header[4];
        stream = (unsigned(5) & 0x7f) << 24 | unsigned(6) << 16 | unsigned(7) << 8 | unsigned(8);
        if (!isPlausible(length)) {
            losses.add(Losses.Reason.MALFORMED_HTTP);
            broken = true;
            return;
        }
        first = false;
        boolean padded = (flags & PADDED) != 0 && (type == DATA || type == HEADERS || type == PUSH_PROMISE);
        boolean priority = (flags & WITH_PRIORITY) != 0 && type == HEADERS;
        prefixLeft = (padded ? 1 : 0) + (priority ? 5 : 0) + (type == PUSH_PROMISE ? 4 : 0);
        paddingUnknown = padded;
        paddingLeft = 0;
        contentLeft = length - prefixLeft;
        if (contentLeft < 0) {
            losses.add(Losses.Reason.MALFORMED_HTTP);
            broken = true;
            return;
        }
        if (type == HEADERS || type == PUSH_PROMISE) {
            blockStream = stream;
            blockIsPromise = type == PUSH_PROMISE;
            blockEndsStream = type == HEADERS && (flags & END_STREAM) != 0;
            blockBytes = 0;
            blockNanos = frameNanos;
        }
        count(FRAME_HEADER_BYTES, nanos);
        frameEnd(nanos);
    }

    private int unsigned(int index) {
        return header[index] & 0xff;
    }

    private boolean isPlausible(int length) {
        if (first && (type != SETTINGS || stream != 0)) {
            return false;
        }
        if (blockStream != 0 && (type != CONTINUATION || stream != blockStream)) {
            return false;
        }
        if (type != DATA && length > MAX_CONTROL_FRAME_BYTES) {
            return false;
        }
        return switch (type) {
            case DATA, HEADERS -> stream != 0;
            case PRIORITY -> stream != 0 && length == 5;
            case RST_STREAM -> stream != 0 && length == 4;
            case SETTINGS -> stream == 0 && length % 6 == 0;
            case PUSH_PROMISE -> stream != 0 && !fromClient;
            case PING -> stream == 0 && length == 8;
            case GOAWAY -> stream == 0 && length >= 8;
            case WINDOW_UPDATE -> length == 4;
            case CONTINUATION -> blockStream != 0;
            default -> true;
        };
    }

    private int payload(byte[] bytes, int at, int end, long nanos) {
        int i = at;
        while (i < end && prefixLeft > 0) {
            prefix(bytes[i++]);
        }
        if (broken) {
            return i;
        }
        int prefixBytes = i - at;
        int content = Math.min(contentLeft, end - i);
        int padding = Math.min(paddingLeft, end - i - content);
        count(prefixBytes + content + padding, nanos);
        if (content > 0) {
            content(bytes, i, content, nanos);
        }
        contentLeft -= content;
        paddingLeft -= padding;
        if (!broken) {
            frameEnd(nanos);
        }
        return i + content + padding;
    }

    private void prefix(byte value) {
        prefixLeft--;
        if (paddingUnknown) {
            paddingUnknown = false;
            paddingLeft = value & 0xff;
            contentLeft -= paddingLeft;
            if (contentLeft < 0) {
                losses.add(Losses.Reason.MALFORMED_HTTP);
                broken = true;
            }
        }
    }

    private void count(int length, long nanos) {
        if (blockStream != 0) {
            blockBytes += length;
        } else if (stream != 0) {
            owner.bytes(this, stream, length, nanos);
        }
    }

    private void content(byte[] bytes, int at, int length, long nanos) {
        if (type == DATA) {
            owner.body(this, stream, bytes, at, length);
        } else if (blockStream != 0 && block.add(bytes, at, length, nanos) < length) {
            losses.add(Losses.Reason.OVERSIZED_HEADER);
            broken = true;
        }
    }

    private void frameEnd(long nanos) {
        if (prefixLeft > 0 || contentLeft > 0 || paddingLeft > 0) {
            return;
        }
        headerLength = 0;
        if (blockStream != 0) {
            if ((flags & END_HEADERS) != 0) {
                blockEnd(nanos);
            }
        } else if (type == DATA && (flags & END_STREAM) != 0) {
            owner.endOfStream(this, stream);
        } else if (type == RST_STREAM) {
            owner.reset(stream);
        }
    }

    private void blockEnd(long nanos) {
        int of = blockStream;
        blockStream = 0;
        MessageHead head = MessageHead.http2(fromClient);
        boolean understood = decoder.decode(block.bytes(), 0, block.length(), head::add);
        block.clear();
        if (!understood) {
            losses.add(Losses.Reason.MALFORMED_HTTP);
            broken = true;
            return;
        }
        if (blockIsPromise) {
            return;
        }
        head.seal();
        owner.headers(this, of, head, blockBytes, blockNanos, nanos);
        if (blockEndsStream) {
            owner.endOfStream(this, of);
        }
    }
}
