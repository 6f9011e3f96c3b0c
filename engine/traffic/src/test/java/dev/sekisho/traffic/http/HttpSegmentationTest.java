package dev.sekisho.traffic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.stream.StreamParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the bytes of a turn are cut into segments, the same exchanges come out. */
class HttpSegmentationTest {
    private static final int ROUNDS = 60;

    /** What one side sends before the other one speaks. */
    private record Turn(boolean fromClient, String latin1) {}

    private static final List<Turn> CONVERSATION = List.of(
            new Turn(true, "GET /a HTTP/1.1\r\nHost: example.org\r\nUser-Agent: one\r\n two\r\n\r\n"),
            new Turn(false, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"),
            new Turn(
                    true,
                    "POST /b HTTP/1.1\nTransfer-Encoding: chunked\n\n5;a=b\nhello\n1\n!\n0\nT: x\n\nGET /c HTTP/1.0\r\n\r\n"),
            new Turn(false, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 404 Not Found\r\n"),
            new Turn(false, "Transfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n00\r\nTrailer: 1\r\n\r\n"),
            new Turn(
                    true,
                    "\r\n\r\nblah blah \u0001\u0002 GET  nonsense\nGET /d HTTP/1.1\r\nno colon\r\nHost : h\r\n\r\n"),
            new Turn(
                    false,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcXHHTTP/1.1 304 Not Modified\r\n\r\n"),
            new Turn(true, "odd! /e HTTP/1.1\r\nUpgrade: h2c\r\nContent-Length: 3\r\n\r\nabcGET /f HTTP/1.1\r\n\r\n"),
            new Turn(false, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.0 200 OK\r\n\r\nuntil the end"));

    @Test
    void anySplitOfTheSameBytesGivesEqualExchanges() {
        List<String> whole = play(CONVERSATION, null);
        assertThat(whole).hasSizeGreaterThan(7);

        for (long seed = 0; seed < ROUNDS; seed++) {
            assertThat(play(CONVERSATION, new Random(seed))).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void damagedBytesGiveEqualExchangesHoweverSplit() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<Turn> damaged = CONVERSATION.stream()
                    .map(turn -> new Turn(turn.fromClient, damage(turn.latin1, random)))
                    .toList();

            assertThat(play(damaged, new Random(seed))).as("seed %d", seed).isEqualTo(play(damaged, null));
        }
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(at);
                case 1 -> damaged.insert(at, "\r\n :;/HG\u0000\u00ff0".charAt(random.nextInt(11)));
                default -> damaged.setCharAt(at, (char) random.nextInt(256));
            }
        }
        return damaged.toString();
    }

    private static List<String> play(List<Turn> turns, @org.jspecify.annotations.Nullable Random split) {
        RecordingEvents events = new RecordingEvents();
        StreamParser parser = new HttpParser(events);
        long nanos = 0;
        for (Turn turn : turns) {
            nanos += Conversation.SECOND;
            byte[] bytes = turn.latin1.getBytes(ISO_8859_1);
            int at = 0;
            while (at < bytes.length) {
                int length = split == null ? bytes.length : 1 + split.nextInt(split.nextBoolean() ? 3 : 40);
                length = Math.min(length, bytes.length - at);
                parser.data(turn.fromClient, bytes, at, length, nanos);
                at += length;
            }
        }
        parser.end(nanos);
        List<String> result = new ArrayList<>(events.told);
        events.exchanges.forEach(exchange -> result.add(exchange.toString()));
        result.add(events.losses().counts().toString());
        return result;
    }
}
