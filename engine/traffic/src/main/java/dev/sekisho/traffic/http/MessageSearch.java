package dev.sekisho.traffic.http;

/**
 * Looks for the start of a message in bytes that may begin anywhere. A request is found by a registered method, at the
 * start of a line by any method; a response by its version and status. Takes time linear in the bytes, whatever they are.
 */
final class MessageSearch {
    private final boolean request;
    private boolean afterLineFeed;
    private Likeness likeness = Likeness.NO;

    MessageSearch(boolean request) {
        this.request = request;
    }

    /** Begins a search; {@code lineStart} tells whether what follows begins a line. */
    void begin(boolean lineStart) {
        afterLineFeed = lineStart;
    }

    /** Tells that bytes up to here were passed over; {@code last} is the last of them. */
    void passed(byte last) {
        afterLineFeed = last == '\n';
    }

    /** Whether the message that {@link #find} found is surely one; NO if it found none. */
    Likeness likeness() {
        return likeness;
    }

    /** Where a message begins or may begin, {@code to} if nowhere. */
    int find(byte[] bytes, int from, int to) {
        likeness = Likeness.NO;
        return request ? findRequest(bytes, from, to) : findResponse(bytes, from, to);
    }

    private int findResponse(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == 'H') {
                likeness = HttpSniffer.looksLikeResponse(bytes, i, to - i);
                if (likeness != Likeness.NO) {
                    return i;
                }
            }
        }
        return to;
    }

    private int findRequest(byte[] bytes, int from, int to) {
        boolean lineStart = afterLineFeed;
        int line = from;
        while (line < to) {
            int lineFeed = line;
            // a request line holds no control characters: it can begin only behind the last of them
            int clear = line;
            while (lineFeed < to && bytes[lineFeed] != '\n') {
                if (isControl(bytes, lineFeed, to)) {
                    clear = lineFeed + 1;
                }
                lineFeed++;
            }
            boolean unfinished = lineFeed == to;
            if (unfinished || HttpSniffer.endsInVersion(bytes, clear, lineFeed)) {
                int lookTo = unfinished ? to : lineFeed + 1;
                int found = findInLine(bytes, clear, lookTo, lineStart && clear == line);
                if (found < lookTo) {
                    return found;
                }
            }
            line = lineFeed + 1;
            lineStart = true;
        }
        return to;
    }

    private int findInLine(byte[] bytes, int from, int to, boolean lineStart) {
        if (lineStart) {
            likeness = HttpSniffer.looksLikeRequest(bytes, from, to - from);
            if (likeness != Likeness.NO) {
                return from;
            }
        }
        for (int i = from; i < to; i++) {
            likeness = HttpSniffer.looksLikeKnownRequest(bytes, i, to - i);
            if (likeness != Likeness.NO) {
                return i;
            }
        }
        return to;
    }

    private static boolean isControl(byte[] bytes, int at, int to) {
        byte c = bytes[at];
        boolean beforeLineFeed = c == '\r' && (at + 1 == to || bytes[at + 1] == '\n');
        return (c >= 0 && c < ' ' && c != '\t' && !beforeLineFeed) || c == 0x7f;
    }
}
