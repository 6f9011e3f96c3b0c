package dev.sekisho.traffic.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952): any number of members, one after the other, each with its check sum verified. What
 * follows the last member and is no member is left out, as gzip itself does. Unlike the JDK's own stream it does not ask
 * a pipe whether more members are available, which would end a reading too early.
 */
final class GzipStream extends InputStream {
    private static final int INPUT_BYTES = 64 * 1024;
    private static final int FLAG_HEADER_CHECK = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;

    private final InputStream source;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 check = new CRC32();
    private final byte[] input = new byte[INPUT_BYTES];
    private int position;
    private int limit;
    private boolean inMember;
    private boolean ended;
    private boolean first = true;

    GzipStream(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!ended) {
            if (!inMember && !beginMember()) {
                ended = true;
                break;
            }
            int got = inflate(target, offset, length);
            if (got > 0) {
                check.update(target, offset, got);
                return got;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int got = inflater.inflate(target, offset, length);
            if (got == 0 && inflater.needsDictionary()) {
                throw new ZipException("gzip member asks for a dictionary, which gzip does not have");
            }
            if (got == 0 && inflater.needsInput() && !inflater.finished()) {
                if (!refill()) {
                    throw new EOFException("gzip member ends early");
                }
                inflater.setInput(input, position, limit - position);
            }
            return got;
        } catch (DataFormatException e) {
            throw new ZipException("gzip member is damaged: " + e.getMessage());
        }
    }

    private boolean beginMember() throws IOException {
        if (position == limit && !refill()) {
            return false;
        }
        if (next() != 0x1f || (position == limit && !refill()) || next() != 0x8b) {
            if (first) {
                throw new ZipException("gzip member expected");
            }
            return false;
        }
        first = false;
        if (next() != 8) {
            throw new ZipException("gzip member uses an unknown method");
        }
        int flags = next();
        if ((flags & FLAGS_RESERVED) != 0) {
            throw new ZipException("gzip member uses unknown flags");
        }
        skip(6);
        if ((flags & FLAG_EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        if ((flags & FLAG_NAME) != 0) {
            skipText();
        }
        if ((flags & FLAG_COMMENT) != 0) {
            skipText();
        }
        if ((flags & FLAG_HEADER_CHECK) != 0) {
            skip(2);
        }
        inflater.reset();
        inflater.setInput(input, position, limit - position);
        check.reset();
        inMember = true;
        return true;
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        int sum = littleEndian();
        int size = littleEndian();
        if (sum != (int) check.getValue() || size != (int) inflater.getBytesWritten()) {
            throw new ZipException("gzip member does not match its check sum");
        }
        inMember = false;
    }

    private int littleEndian() throws IOException {
        return next() | next() << 8 | next() << 16 | next() << 24;
    }

    private void skip(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            next();
        }
    }

    @SuppressWarnings("StatementWithEmptyBody") // the bytes are read to be left out
    private void skipText() throws IOException {
        while (next() != 0) {}
    }

    private int next() throws IOException {
        if (position == limit && !refill()) {
            throw new EOFException("gzip member ends early");
        }
        return input[position++] & 0xff;
    }

    private boolean refill() throws IOException {
        position = 0;
        limit = Math.max(source.read(input, 0, input.length), 0);
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        source.close();
    }
}
