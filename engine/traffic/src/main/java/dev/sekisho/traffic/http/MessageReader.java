package dev.sekisho.traffic.http;

import dev.sekisho.traffic.Losses;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the ordered bytes of one direction into HTTP/1.x messages (RFC 9112), however they are segmented. A header
 * section is read in place where it lies whole in one segment and collected otherwise; bodies are counted, not read.
 * Bytes that belong to no message are handed on as loose, and the next plausible start of a message is looked for.
 */
final class MessageReader {
    /** Longest header section that is kept; of a longer one the facts up to here are used and the rest is skipped. */
    static final int MAX_HEAD_BYTES = 32 * 1024;

    /** Takes what the reader finds. */
    interface Owner {
        /** The head of a message is complete: tell the reader what body follows. */
        void headComplete(MessageReader reader, MessageHead head);

        /** The message is complete, or as complete as it will ever be. */
        void messageComplete(MessageReader reader);

        /** Bytes that belong to no message. */
        void loose(MessageReader reader, long length, long nanos);

        /** Where to count what cannot be understood. */
        Losses losses();
    }

    private enum State {
        /** Between two messages. */
        START,
        /** Inside the first line, which may not be one. */
        FIRST_LINE,
        /** Inside the header section. */
        HEAD,
        /** Inside a header section that is too long, behind what was kept of it. */
        LONG_HEAD,
        BODY,
        /** Inside a body whose framing was lost: it lasts until something looks like the next message. */
        LOST_BODY,
        /** Outside any message, looking for the start of one. */
        LOST,
        /** Told to stop: the owner takes what follows. */
        STOPPED
    }

    private final Owner owner;
    private final boolean request;
    private final HeldBytes held = new HeldBytes(MAX_HEAD_BYTES);
    private final BodyReader body = new BodyReader();
    private final MessageSearch search;
    private State state = State.START;
    private @Nullable MessageHead longHead;

    private long startNanos;
    private long lastNanos;
    private long messageBytes;
    private long strayBytes;
    private int scanned;
    private boolean oneLine;
    private boolean emptyLine;
    private boolean bareExpected;

    MessageReader(Owner owner, boolean request) {
        this.owner = owner;
        this.request = request;
        search = new MessageSearch(request);
    }

    /** Time of the first byte of the message. */
    long startNanos() {
        return startNanos;
    }

    /** Time of the latest byte of the message. */
    long lastNanos() {
        return lastNanos;
    }

    /** All bytes of the message so far: head, body and transfer coding, lost ones included. */
    long messageBytes() {
        return messageBytes;
    }

    BodyReader body() {
        return body;
    }

    /** Whether the reader is outside any message and holds nothing. */
    boolean isIdle() {
        return state == State.START || (state == State.LOST && held.isEmpty());
    }

    /** Whether the reader lost track between two messages and looks for the next one. */
    boolean isLost() {
        return state == State.LOST;
    }

    /** Whether a body has been announced and none of it has come. */
    boolean awaitsBody() {
        return state == State.BODY && body.isUntouched();
    }

    /** Takes bytes and returns how many: fewer than offered only when the owner said {@link #stop}. */
    int read(byte[] bytes, int offset, int length, long nanos) {
        int at = offset;
        int end = offset + length;
        while (at < end && state != State.STOPPED) {
            at = step(bytes, at, end, nanos);
        }
        return at - offset;
    }

    private int step(byte[] bytes, int at, int end, long nanos) {
        return switch (state) {
            case START -> start(bytes, at, end, nanos);
            case FIRST_LINE -> firstLine(bytes, at, end, nanos);
            case HEAD -> head(bytes, at, end, nanos);
            case LONG_HEAD -> longHead(bytes, at, end, nanos);
            case BODY -> body(bytes, at, end, nanos);
            case LOST, LOST_BODY -> lookForMessage(bytes, at, end, nanos);
            case STOPPED -> end;
        };
    }

    /** The message has no body, or none will come. */
    void noBody() {
        complete();
    }

    /** A body of {@code length} bytes follows. */
    void countedBody(long length) {
        body.expect(length);
        beginBody();
    }

    /** A body in chunks follows (RFC 9112 section 7.1). */
    void chunkedBody() {
        body.expectChunks();
        beginBody();
    }

    /** A body follows that lasts until the connection ends. */
    void restBody() {
        body.expectRest();
        beginBody();
    }

    private void beginBody() {
        state = State.BODY;
        if (body.isComplete()) {
            complete();
        }
    }

    /** What follows is none of this reader's business. */
    void stop() {
        state = State.STOPPED;
    }

    /** Messages follow again. */
    void restart() {
        state = State.START;
    }

    /** Looks for the next message wherever it may begin. */
    void searchFromHere() {
        state = State.LOST;
        search.begin(false);
    }

    /** The next message is a body alone, unless it begins with a status line after all (HTTP/0.9). */
    void expectBareBody() {
        bareExpected = true;
    }

    /** The body whose framing was lost has ended, as the other direction shows. */
    void endLostBody() {
        if (state == State.LOST_BODY) {
            passOverHeld();
            complete();
            state = State.LOST;
        }
    }

    private int start(byte[] bytes, int at, int end, long nanos) {
        int i = at;
        // RFC 9112 section 2.2: empty lines before a message are to be ignored
        while (!bareExpected && i < end && (bytes[i] == '\r' || bytes[i] == '\n')) {
            i++;
        }
        strayBytes += i - at;
        if (i < end) {
            beginMessage(nanos);
        }
        return i;
    }

    private void beginMessage(long nanos) {
        startNanos = nanos;
        lastNanos = nanos;
        messageBytes = strayBytes;
        strayBytes = 0;
        body.reset();
        scanned = 0;
        oneLine = false;
        state = State.FIRST_LINE;
    }

    private int firstLine(byte[] bytes, int at, int end, long nanos) {
        int heldBefore = held.length();
        if (heldBefore == 0) {
            Likeness likeness = likeness(bytes, at, end);
            if (likeness == Likeness.NEEDS_MORE) {
                return at + held.add(bytes, at, end - at, nanos);
            }
            decided(likeness, bytes, at, end);
            return at;
        }
        int taken = held.add(bytes, at, end - at, nanos);
        Likeness likeness = likeness(held.bytes(), 0, held.length());
        if (likeness == Likeness.NEEDS_MORE) {
            return at + taken;
        }
        int heldNow = held.length();
        held.shorten(heldBefore);
        decided(likeness, held.bytes(), 0, heldNow);
        return at;
    }

    private Likeness likeness(byte[] bytes, int from, int to) {
        return request
                ? HttpSniffer.looksLikeRequest(bytes, from, to - from)
                : HttpSniffer.looksLikeResponse(bytes, from, to - from);
    }

    private void decided(Likeness likeness, byte[] bytes, int from, int to) {
        if (likeness == Likeness.YES) {
            bareExpected = false;
            oneLine = request && HttpSniffer.isVersionless(bytes, from, to);
            state = State.HEAD;
        } else if (bareExpected) {
            bareBody();
        } else {
            owner.losses().add(Losses.Reason.MALFORMED_HTTP);
            state = State.LOST;
            search.begin(true);
            handOnLoose(messageBytes, startNanos);
        }
    }

    /** A body without head: the answer of an HTTP/0.9 server. */
    private void bareBody() {
        bareExpected = false;
        messageBytes += held.length();
        body.addSampled(held.bytes(), 0, held.length());
        held.clear();
        owner.headComplete(this, MessageHead.bareResponse());
    }

    private int head(byte[] bytes, int at, int end, long nanos) {
        int heldBefore = held.length();
        if (heldBefore == 0) {
            int headEnd = headEnd(bytes, at, Math.min(end, at + MAX_HEAD_BYTES));
            if (headEnd >= 0) {
                headComplete(bytes, at, headEnd, nanos);
                return headEnd;
            }
            scanned = -1 - headEnd - at;
        }
        int taken = held.add(bytes, at, end - at, nanos);
        int headEnd = headEnd(held.bytes(), scanned, held.length());
        if (headEnd >= 0) {
            byte[] collected = held.bytes();
            held.clear();
            headComplete(collected, 0, headEnd, nanos);
            return at + headEnd - heldBefore;
        }
        scanned = -1 - headEnd;
        if (held.isFull()) {
            beginLongHead(nanos);
        }
        return at + taken;
    }

    /** Where the head ends; if its end is not there, −1 − the place from which to look on. */
    private int headEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (oneLine) {
                return i + 1;
            }
            int next = i + 1 < to && bytes[i + 1] == '\r' ? i + 2 : i + 1;
            if (next >= to) {
                return -1 - i;
            }
            if (bytes[next] == '\n') {
                return next + 1;
            }
        }
        return -1 - to;
    }

    private void headComplete(byte[] bytes, int from, int to, long nanos) {
        messageBytes += to - from;
        lastNanos = nanos;
        deliver(MessageHead.parse(request, bytes, from, to));
    }

    private void deliver(MessageHead head) {
        if (head.malformed) {
            owner.losses().add(Losses.Reason.MALFORMED_HTTP);
        }
        owner.headComplete(this, head);
    }

    private void beginLongHead(long nanos) {
        owner.losses().add(Losses.Reason.OVERSIZED_HEADER);
        byte[] bytes = held.bytes();
        int length = held.length();
        int wholeLines = length;
        while (wholeLines > 1 && bytes[wholeLines - 1] != '\n') {
            wholeLines--;
        }
        longHead = MessageHead.parse(request, bytes, 0, wholeLines > 1 ? wholeLines : length);
        emptyLine = wholeLines == length || (wholeLines == length - 1 && bytes[length - 1] == '\r');
        messageBytes += length;
        lastNanos = nanos;
        held.clear();
        state = State.LONG_HEAD;
    }

    private int longHead(byte[] bytes, int at, int end, long nanos) {
        int ended = afterEmptyLine(bytes, at, end);
        int consumedTo = ended < 0 ? end : ended;
        messageBytes += consumedTo - at;
        lastNanos = nanos;
        if (ended >= 0) {
            deliverLongHead();
        }
        return consumedTo;
    }

    private void deliverLongHead() {
        MessageHead head = longHead;
        longHead = null;
        if (head != null) {
            deliver(head);
        }
    }

    /** The place behind the next empty line, −1 if there is none. */
    private int afterEmptyLine(byte[] bytes, int at, int end) {
        for (int i = at; i < end; i++) {
            if (bytes[i] == '\n') {
                if (emptyLine) {
                    return i + 1;
                }
                emptyLine = true;
            } else if (bytes[i] != '\r') {
                emptyLine = false;
            }
        }
        return -1;
    }

    private void complete() {
        state = State.START;
        owner.messageComplete(this);
    }

    private int body(byte[] bytes, int at, int end, long nanos) {
        int takenTo = body.read(bytes, at, end);
        pass(takenTo - at, nanos);
        if (body.isComplete()) {
            complete();
        } else if (body.isBroken()) {
            owner.losses().add(Losses.Reason.MALFORMED_HTTP);
            loseBody();
        }
        return takenTo;
    }

    private void pass(long length, long nanos) {
        messageBytes += length;
        lastNanos = nanos;
    }

    private void loseBody() {
        state = State.LOST_BODY;
        search.begin(false);
    }

    private int lookForMessage(byte[] bytes, int at, int end, long nanos) {
        if (held.isEmpty()) {
            int candidate = search.find(bytes, at, end);
            passOver(bytes, at, candidate, nanos);
            if (search.likeness() == Likeness.YES) {
                beginFound(nanos);
                return candidate;
            }
            held.add(bytes, candidate, end - candidate, nanos);
            return end;
        }
        int heldBefore = held.length();
        int taken = held.add(bytes, at, end - at, nanos);
        int candidate = search.find(held.bytes(), 0, held.length());
        passOver(held.bytes(), 0, candidate, held.nanos());
        if (search.likeness() != Likeness.YES) {
            held.drop(candidate);
            return at + taken;
        }
        long heldNanos = held.nanos();
        if (candidate >= heldBefore) {
            held.clear();
            beginFound(nanos);
            return at + candidate - heldBefore;
        }
        held.shorten(heldBefore);
        held.drop(candidate);
        beginFound(heldNanos);
        return at;
    }

    private void beginFound(long nanos) {
        if (state == State.LOST_BODY) {
            complete();
        }
        if (state != State.STOPPED) {
            beginMessage(nanos);
        }
    }

    private void passOver(byte[] bytes, int from, int to, long nanos) {
        if (to > from) {
            search.passed(bytes[to - 1]);
            passOver(to - from, nanos);
        }
    }

    private void passOver(long length, long nanos) {
        if (state == State.LOST_BODY) {
            body.addUnframed(length);
            pass(length, nanos);
        } else {
            handOnLoose(length, nanos);
        }
    }

    private void passOverHeld() {
        int length = held.length();
        long nanos = held.nanos();
        held.clear();
        passOver(length, nanos);
    }

    private void handOnLoose(long length, long nanos) {
        if (length > 0) {
            owner.loose(this, length, nanos);
        }
    }

    /** Takes a gap and returns how many of its bytes: fewer than told only when the owner said {@link #stop}. */
    long gap(long length, long nanos) {
        return switch (state) {
            case START, FIRST_LINE, HEAD -> {
                long lost = messageBytes + held.length() + length;
                lost = state == State.START ? length : lost;
                held.clear();
                searchFromHere();
                handOnLoose(lost, nanos);
                yield length;
            }
            case LONG_HEAD -> {
                deliverLongHead();
                yield state == State.STOPPED ? 0 : gap(length, nanos);
            }
            case BODY -> bodyGap(length, nanos);
            case LOST, LOST_BODY -> {
                passOverHeld();
                passOver(length, nanos);
                search.begin(false);
                yield length;
            }
            case STOPPED -> 0;
        };
    }

    private long bodyGap(long length, long nanos) {
        long taken = body.gap(length);
        pass(taken, nanos);
        if (body.isComplete()) {
            complete();
        } else if (taken < length) {
            loseBody();
        }
        boolean more = taken < length && state != State.STOPPED;
        return more ? taken + gap(length - taken, nanos) : taken;
    }

    /** Tells that nothing follows. */
    void finish() {
        switch (state) {
            case START, STOPPED -> {}
            case FIRST_LINE -> {
                if (bareExpected) {
                    bareBody();
                    complete();
                } else {
                    looseRemains();
                }
            }
            case HEAD -> looseRemains();
            case LONG_HEAD -> {
                deliverLongHead();
                finish();
            }
            case LOST -> passOverHeld();
            case LOST_BODY -> {
                passOverHeld();
                complete();
            }
            case BODY -> complete();
        }
    }

    private void looseRemains() {
        long length = messageBytes + held.length();
        held.clear();
        state = State.LOST;
        handOnLoose(length, startNanos);
    }
}
