package dev.sekisho.server.exchange;

import dev.sekisho.server.exchange.UnreadableSheet.Cause;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Lets XML through that consists of elements and text alone. Declarations ({@code <!…}: document types, entities,
 * comments) and instructions behind the first line, none of which workbooks need, are refused before a parser sees them;
 * so is anything that goes on for long without a new tag. What a parser must hold at once is bounded by that.
 */
final class PlainXml extends FilterReader {
    private static final int LONGEST_WITHOUT_TAG = 1 << 18;

    private long position;
    private long lastTag;
    private boolean afterBracket;

    PlainXml(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        for (int i = offset; i < offset + read; i++) {
            char sign = buffer[i];
            if (afterBracket && (sign == '!' || (sign == '?' && position > 2))) {
                throw new Refused(new UnreadableSheet(Cause.DECLARATIONS));
            }
            afterBracket = sign == '<';
            if (afterBracket) {
                lastTag = position;
            } else if (position - lastTag > LONGEST_WITHOUT_TAG) {
                throw new Refused(new UnreadableSheet(Cause.LONG_CELL, 0, SheetReader.LONGEST_CELL));
            }
            position++;
        }
        return read;
    }

    /** Carries the reason through a parser that knows input errors alone. */
    static final class Refused extends IOException {
        private final transient UnreadableSheet reason;

        Refused(UnreadableSheet reason) {
            super(reason.getMessage(), reason);
            this.reason = reason;
        }

        UnreadableSheet reason() {
            return reason;
        }
    }
}
