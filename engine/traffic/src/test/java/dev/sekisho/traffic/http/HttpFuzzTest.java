package dev.sekisho.traffic.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sekisho.traffic.stream.StreamParser;

/**
 * No bytes make an HTTP parser throw. An input is a conversation: of every turn, the first byte says who speaks (bit 0),
 * whether the turn is a gap (bit 1) and whether the connection is parked before (bit 2), the next two how many bytes.
 */
class HttpFuzzTest {
    private static final int TURN_HEADER_BYTES = 3;

    @FuzzTest(maxDuration = "10m")
    void http1(byte[] conversation) {
        play(new HttpParser(new RecordingEvents()), conversation);
    }

    @FuzzTest(maxDuration = "10m")
    void http2(byte[] conversation) {
        play(new Http2Parser(new RecordingEvents()), conversation);
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

    private static void play(StreamParser parser, byte[] conversation) {
        int at = 0;
        long nanos = 0;
        while (at + TURN_HEADER_BYTES <= conversation.length) {
            int turn = conversation[at];
            int length = (conversation[at + 1] & 0xff) << 8 | (conversation[at + 2] & 0xff);
            at += TURN_HEADER_BYTES;
            nanos += Conversation.SECOND;
            boolean fromClient = (turn & 1) != 0;
            if ((turn & 4) != 0) {
                parser.park();
            }
            if ((turn & 2) != 0) {
                parser.gap(fromClient, length + 1L, nanos);
                continue;
            }
            int present = Math.min(length, conversation.length - at);
            parser.data(fromClient, conversation, at, present, nanos);
            at += present;
        }
        parser.endOf(false, nanos);
        parser.end(nanos);
    }
}
