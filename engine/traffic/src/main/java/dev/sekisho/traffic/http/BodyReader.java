package dev.sekisho.traffic.http;

import dev.sekisho.traffic.BodyType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a message body (RFC 9112 sections 6 and 7) by counting: apart from the first bytes, which are
 * sampled, and the lines around chunks, no byte is looked at.
 */
final class BodyReader {
    /** Longest line with the size of a chunk and its extensions. */
    static final int MAX_CHUNK_LINE_BYTES = 4096;

    /** Most hexadecimal digits of a chunk's size, leading zeros included. */
    static final int MAX_CHUNK_DIGITS = 15;

    private enum State {
        COMPLETE,
        /** Inside a body of known length. */
        COUNTED,
        /** Inside a body that lasts until the connection ends. */
        REST,
        CHUNK_SIZE,
        CHUNK_EXTENSION,
        CHUNK_DATA,
        CHUNK_DATA_END,
        TRAILER,
        /** The end can no longer be known. */
        BROKEN
    }

    private final BodySample sample = new BodySample();
    private State state = State.COMPLETE;
    private long bytes;
    private long remaining;
    private int digits;
    private int lineBytes;
    private boolean emptyLine;

    /** Begins a message whose body is not known yet. */
    void reset() {
        state = State.COMPLETE;
        bytes = 0;
        sample.clear();
    }

    /** A body of {@code length} bytes follows. */
    void expect(long length) {
        remaining = length;
        state = length == 0 ? State.COMPLETE : State.COUNTED;
    }

    /** A body in chunks follows. */
    void expectChunks() {
        beginChunk();
    }

    /** A body follows that lasts until the connection ends. */
    void expectRest() {
        state = State.REST;
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    boolean isBroken() {
        return state == State.BROKEN;
    }

    /** Whether a body is expected and none of it has come. */
    boolean isUntouched() {
        return bytes == 0 && (state == State.COUNTED || (state == State.CHUNK_SIZE && lineBytes == 0));
    }

    /** Bytes of the body so far, without transfer coding, lost ones included. */
    long bytes() {
        return bytes;
    }

    double entropy() {
        return sample.entropy();
    }

    BodyType type(@Nullable String contentEncoding) {
        return sample.type(contentEncoding);
    }

    /** Takes bytes until the body is complete or broken; returns the place behind them. */
    int read(byte[] source, int at, int end) {
        int i = at;
        while (i < end && state != State.COMPLETE && state != State.BROKEN) {
            i = switch (state) {
                case COUNTED, CHUNK_DATA, REST -> content(source, i, end);
                case TRAILER -> trailer(source, i, end);
                case CHUNK_SIZE, CHUNK_EXTENSION, CHUNK_DATA_END -> framing(source, i, end);
                case COMPLETE, BROKEN -> end;
            };
        }
        return i;
    }

    /** Takes a gap and returns how many of its bytes belong to the body. */
    long gap(long length) {
        return switch (state) {
            case COMPLETE, BROKEN -> 0;
            case COUNTED, CHUNK_DATA, REST -> {
                sample.seal();
                yield count(length);
            }
            case CHUNK_SIZE, CHUNK_EXTENSION, CHUNK_DATA_END, TRAILER -> {
                sample.seal();
                state = State.BROKEN;
                yield 0;
            }
        };
    }

    /** Counts bytes that belong to the body although its framing is broken. */
    void addUnframed(long length) {
        bytes += length;
    }

    /** Takes bytes that belong to a body without framing. */
    void addSampled(byte[] source, int offset, int length) {
        sample.add(source, offset, length);
        bytes += length;
    }

    private int content(byte[] source, int at, int end) {
        int available = (int) Math.min(end - at, state == State.REST ? Long.MAX_VALUE : remaining);
        sample.add(source, at, available);
        return at + (int) count(available);
    }

    private long count(long length) {
        if (state == State.REST) {
            bytes += length;
            return length;
        }
        long taken = Math.min(length, remaining);
        bytes += taken;
        remaining -= taken;
        if (remaining == 0) {
            state = state == State.COUNTED ? State.COMPLETE : State.CHUNK_DATA_END;
        }
        return taken;
    }

    private void beginChunk() {
        state = State.CHUNK_SIZE;
        remaining = 0;
        digits = 0;
        lineBytes = 0;
    }

    private int framing(byte[] source, int at, int end) {
        int i = at;
        while (i < end
                && (state == State.CHUNK_SIZE || state == State.CHUNK_EXTENSION || state == State.CHUNK_DATA_END)) {
            if (!framingByte(source[i])) {
                state = State.BROKEN;
                return i;
            }
            i++;
        }
        return i;
    }

    private boolean framingByte(byte c) {
        if (state == State.CHUNK_DATA_END) {
            if (c == '\n') {
                beginChunk();
            }
            return c == '\n' || c == '\r';
        }
        if (c == '\n') {
            emptyLine = true;
            state = remaining == 0 ? State.TRAILER : State.CHUNK_DATA;
            return digits > 0;
        }
        int digit = Character.digit(c, 16);
        if (state == State.CHUNK_SIZE && digit >= 0) {
            remaining = remaining << 4 | digit;
            digits++;
        } else if (c == ';' || c == ' ' || c == '\t') {
            state = State.CHUNK_EXTENSION;
        } else if (state == State.CHUNK_SIZE && c != '\r') {
            return false;
        }
        return digits <= MAX_CHUNK_DIGITS && ++lineBytes <= MAX_CHUNK_LINE_BYTES;
    }

    private int trailer(byte[] source, int at, int end) {
        for (int i = at; i < end; i++) {
            if (source[i] == '\n') {
                if (emptyLine) {
                    state = State.COMPLETE;
                    return i + 1;
                }
                emptyLine = true;
            } else if (source[i] != '\r') {
                emptyLine = false;
            }
        }
        return end;
    }
}
