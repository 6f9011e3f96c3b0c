package dev.sekisho.traffic.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.stream.StreamParser;

/**
 * No bytes make an HTTP parser throw, and HTTP/1.x loses none: what goes in comes out in exchanges, but for empty lines
 * between messages. An input is a conversation: of every turn, the first byte says who speaks (bit 0),
 * whether the turn is a gap (bit 1) and whether the connection is parked before (bit 2), the next two how many bytes.
 */
class HttpFuzzTest {
    private static final int TURN_HEADER_BYTES = 3;

    @FuzzTest(maxDuration = "10m")
    void http1(byte[] conversation) {
        RecordingEvents events = new RecordingEvents();

        long[] given = play(new HttpParser(events), conversation, false);

        if (!events.told.contains("protocol HTTP2")) {
            long up = 0;
            long down = 0;
            for (Exchange exchange : events.exchanges) {
                up += exchange.bytesUp();
                down += exchange.bytesDown();
            }
            assertAccounted("client", given[1], up, conversation);
            assertAccounted("server", given[0], down, conversation);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void http1Parked(byte[] conversation) {
        play(new HttpParser(new RecordingEvents()), conversation, true);
    }

    @FuzzTest(maxDuration = "10m")
    void http2(byte[] conversation) {
        play(new Http2Parser(new RecordingEvents()), conversation, false);
    }

    @FuzzTest(maxDuration = "10m")
    void hpack(byte[] blocks) {
        HpackDecoder decoder = new HpackDecoder();
        int at = 0;
        while (at < blocks.length) {
            int end = Math.min(blocks.length, at + 1 + (blocks[at] & 0xff));
            decoder.decode(blocks, at + 1, end, (name, value) -> {});
            if (decoder.tableBytes() > HpackTable.MAX_BYTES) {
                throw new AssertionError("table holds " + decoder.tableBytes() + " bytes");
            }
            at = end;
        }
    }

    @FuzzTest(maxDuration = "10m")
    void body(byte[] bytes) {
        BodySample sample = new BodySample();
        sample.add(bytes, 0, bytes.length);
        sample.type("gzip");
        sample.type("deflate");
        sample.type(null);
        double entropy = sample.entropy();
        if (!(entropy >= 0 && entropy <= 8)) {
            throw new AssertionError("entropy is " + entropy);
        }
    }

    private static void assertAccounted(String side, long given, long found, byte[] conversation) {
        int lineEnds = 0;
        for (byte c : conversation) {
            lineEnds += c == '\r' || c == '\n' ? 1 : 0;
        }
        if (found > given || given - found > lineEnds) {
            throw new AssertionError(side + " sent " + given + " bytes, but its exchanges have " + found);
        }
    }

    /** Plays a conversation and returns how many bytes the server and the client sent, lost ones included. */
    private static long[] play(StreamParser parser, byte[] conversation, boolean parking) {
        long[] given = new long[2];
        int at = 0;
        long nanos = 0;
        while (at + TURN_HEADER_BYTES <= conversation.length) {
            int turn = conversation[at];
            int length = (conversation[at + 1] & 0xff) << 8 | (conversation[at + 2] & 0xff);
            at += TURN_HEADER_BYTES;
            nanos += Conversation.SECOND;
            boolean fromClient = (turn & 1) != 0;
            if (parking && (turn & 4) != 0) {
                parser.park();
            }
            if ((turn & 2) != 0) {
                parser.gap(fromClient, length + 1L, nanos);
                given[turn & 1] += length + 1L;
                continue;
            }
            int present = Math.min(length, conversation.length - at);
            parser.data(fromClient, conversation, at, present, nanos);
            given[turn & 1] += present;
            at += present;
        }
        parser.endOf(false, nanos);
        parser.end(nanos);
        return given;
    }
}
