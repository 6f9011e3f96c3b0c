package dev.sekisho.traffic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.stream.StreamParser;
import org.junit.jupiter.api.Test;

/** CONNECT, upgrades, parking, and what never ends. */
class HttpTunnelTest {
    private static final String CONNECT = "CONNECT example.org:443 HTTP/1.1\r\n\r\n";
    private static final String GET = "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    private static final class Inside implements StreamParser {
        final StringBuilder seen = new StringBuilder();

        @Override
        public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
            seen.append(fromClient ? '>' : '<').append(new String(bytes, offset, length, ISO_8859_1));
        }

        @Override
        public void gap(boolean fromClient, long length, long nanos) {
            seen.append(fromClient ? '>' : '<').append('(').append(length).append(')');
        }

        @Override
        public void end(long nanos) {
            seen.append('.');
        }
    }

    private final Conversation conversation = new Conversation();
    private final Inside inside = new Inside();

    HttpTunnelTest() {
        conversation.events.inside = inside;
    }

    @Test
    void aRefusedConnectIsFollowedByTheNextRequest() {
        RecordingEvents events = conversation
                .client(CONNECT)
                .server("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 3\r\n\r\nno!")
                .client(CONNECT)
                .server("HTTP/1.1 200 Connection established\r\n\r\n")
                .client("inside")
                .end();

        assertThat(events.exchanges)
                .extracting(e -> requireNonNull(e.response()).status())
                .containsExactly(407, 200);
        assertThat(inside.seen).hasToString(">inside.");
        assertThat(events.told).containsExactly("protocol HTTP", "tunnel example.org 443");
    }

    @Test
    void aRequestSentBeforeTheRefusalIsRead() {
        RecordingEvents events = conversation
                .client(CONNECT + GET)
                .server("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n" + OK)
                .end();

        assertThat(events.exchanges)
                .extracting(e -> requireNonNull(e.response()).status())
                .containsExactly(403, 200);
    }

    @Test
    void tlsBehindConnectOpensTheTunnelEvenWithoutAnAnswer() {
        conversation
                .client(CONNECT)
                .client("\u0016\u0003\u0001hello")
                .serverLost(7)
                .end();

        assertThat(inside.seen).hasToString(">\u0016\u0003\u0001hello<(7).");
        assertThat(conversation.events.exchanges).hasSize(1);
    }

    @Test
    void aRefusalUnderWayIsNotTakenForATunnel() {
        conversation
                .client(CONNECT)
                .server("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 30\r\n\r\nno!")
                .client("\u0016\u0003\u0001hello")
                .end();

        assertThat(inside.seen).isEmpty();
        assertThat(conversation.events.told).containsExactly("protocol HTTP");
    }

    @Test
    void aHeaderSectionCutOffByAnUpgradeKeepsItsBytes() {
        RecordingEvents events = conversation
                .client("GET / HTTP/1.1\r\nUpgr")
                .server("HTTP/1.1 101 Switching Protocols\r\n\r\n")
                .end();

        assertThat(events.exchanges.stream().mapToLong(Exchange::bytesUp).sum()).isEqualTo(20);
    }

    @Test
    void tellsOnWhoseBehalfATunnelIsMade() {
        conversation
                .client("CONNECT [2001:db8::1]:8443 HTTP/1.1\r\nX-Forwarded-For: 10.1.2.3\r\n\r\n")
                .server("HTTP/1.1 200 OK\r\n\r\n")
                .end();

        assertThat(conversation.events.told)
                .containsExactly("protocol HTTP", "on behalf of 10.1.2.3 null", "tunnel 2001:db8::1 8443");
    }

    @Test
    void aWebSocketBecomesExchangesByTurnTaking() {
        RecordingEvents events = conversation
                .client("GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n")
                .server("HTTP/1.1 101 Switching Protocols\r\n\r\n")
                .client("aaa")
                .server("bbbb")
                .client("c")
                .end();

        assertThat(events.exchanges).hasSize(3);
        assertThat(requireNonNull(events.exchanges.getFirst().response()).status())
                .isEqualTo(101);
        assertThat(events.exchanges.get(1).bytesUp()).isEqualTo(3);
        assertThat(events.exchanges.get(1).bytesDown()).isEqualTo(4);
        assertThat(inside.seen).isEmpty();
    }

    @Test
    void anyOtherUpgradeIsRecognisedAnew() {
        conversation
                .client("OPTIONS * HTTP/1.1\r\nUpgrade: TLS/1.0\r\n\r\n")
                .server("HTTP/1.1 101 Switching Protocols\r\n\r\n")
                .client("\u0016\u0003")
                .end();

        assertThat(inside.seen).hasToString(">\u0016\u0003.");
    }

    @Test
    void parksBetweenExchangesOnly() {
        assertThat(conversation.parser.park()).isNotEqualTo(StreamParser.NOT_PARKABLE);
        conversation.client(GET.substring(0, 5));
        assertThat(conversation.parser.park()).isEqualTo(StreamParser.NOT_PARKABLE);
        conversation.client(GET.substring(5));
        assertThat(conversation.parser.park()).isEqualTo(StreamParser.NOT_PARKABLE);
        conversation.server(OK.substring(0, OK.length() - 1));
        assertThat(conversation.parser.park()).isEqualTo(StreamParser.NOT_PARKABLE);
        conversation.server("i");
        assertThat(conversation.parser.park()).isNotNegative();
    }

    @Test
    void goesOnFromWhereItWasParked() {
        long parked = conversation.client(GET).server(OK).parser.park();

        RecordingEvents events = new Conversation(e -> new HttpParser(e, parked))
                .client(GET)
                .server(OK)
                .end();

        assertThat(events.exchanges).hasSize(1);
        assertThat(events.told).isEmpty();
    }

    @Test
    void anEndlessHeaderSectionTakesNoMemory() {
        byte[] line = ("X-Endless: " + "a".repeat(1000) + "\r\n").getBytes(ISO_8859_1);
        conversation.client("GET / HTTP/1.1\r\n");
        long before = used();

        for (int i = 0; i < 100_000; i++) {
            conversation.send(true, line);
        }

        assertThat(used() - before).isLessThan(20L << 20);
        assertThat(conversation.onlyExchange().bytesUp()).isEqualTo(16 + 100_000L * line.length);
    }

    @Test
    void anEndlessTrailerAndAnEndlessChunkTakeNoMemory() {
        byte[] junk = "a".repeat(1400).getBytes(ISO_8859_1);
        conversation.client(GET).server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
        long before = used();

        for (int i = 0; i < 50_000; i++) {
            conversation.send(false, junk);
        }

        assertThat(used() - before).isLessThan(20L << 20);
        assertThat(requireNonNull(conversation.onlyExchange().response()).bodyBytes())
                .isZero();
    }

    @Test
    void lookingForMessagesInHostileBytesTakesLinearTime() {
        byte[] hostile = ("GET ".repeat(350) + "\u0001").getBytes(ISO_8859_1);
        conversation.client("\u0001");
        long start = System.nanoTime();

        for (int i = 0; i < 20_000; i++) {
            conversation.send(true, hostile);
        }

        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
        assertThat(conversation.events.exchanges).isEmpty();
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
