package dev.sekisho.traffic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Losses;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class Http2ParserTest {
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PUSH_PROMISE = 5;
    private static final int GOAWAY = 7;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PADDED = 8;
    private static final int PRIORITY = 32;

    private static final String NO_SETTINGS = frame(SETTINGS, 0, 0, "");

    /** GET http://www.example.com/, as in RFC 7541 appendix C.3.1. */
    private static final String GET = hex("828684410f7777772e6578616d706c652e636f6d");

    /** POST with the same authority and the user agent "ua", without the dynamic table. */
    private static final String POST = hex("838684010f7777772e6578616d706c652e636f6d0f2b027561");

    private static final String STATUS_200 = hex("88");
    private static final String STATUS_404 = hex("8d");

    @Test
    void readsAnExchangeOfAClientWithPriorKnowledge() {
        String request = PREFACE + NO_SETTINGS + frame(HEADERS, END_HEADERS | END_STREAM, 1, GET);
        Conversation conversation = new Conversation()
                .client(request)
                .server(NO_SETTINGS + frame(HEADERS, END_HEADERS, 1, STATUS_200))
                .server(frame(DATA, END_STREAM, 1, "{\"a\":1}"));

        Exchange exchange = conversation.onlyExchange();

        HttpRequest seen = requireNonNull(exchange.request());
        assertThat(seen.method()).isEqualTo("GET");
        assertThat(seen.target()).isEqualTo("/");
        assertThat(seen.host()).isEqualTo("www.example.com");
        assertThat(seen.version()).isEqualTo("2");
        HttpResponse response = requireNonNull(exchange.response());
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.bodyBytes()).isEqualTo(7);
        assertThat(response.bodyType()).isEqualTo(BodyType.JSON);
        assertThat(exchange.bytesUp()).isEqualTo(9 + GET.length());
        assertThat(exchange.bytesDown()).isEqualTo(9 + 1 + 9 + 7);
        assertThat(exchange.start()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(exchange.responseStart()).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(exchange.end()).isEqualTo(Instant.ofEpochSecond(3));
        assertThat(conversation.events.told).containsExactly("protocol HTTP2");
        assertThat(conversation.events.authorities).isEqualTo(List.of("www.example.com"));
    }

    @Test
    void keepsParallelStreamsApart() {
        RecordingEvents events = new Conversation()
                .client(PREFACE
                        + NO_SETTINGS
                        + frame(HEADERS, END_HEADERS | END_STREAM, 1, GET)
                        + frame(HEADERS, END_HEADERS, 3, POST)
                        + frame(DATA, END_STREAM, 3, "abc"))
                .server(NO_SETTINGS
                        + frame(HEADERS, END_HEADERS | END_STREAM, 3, STATUS_404)
                        + frame(HEADERS, END_HEADERS | END_STREAM, 1, STATUS_200))
                .end();

        assertThat(events.exchanges)
                .extracting(e -> requireNonNull(e.request()).method())
                .containsExactly("POST", "GET");
        assertThat(events.exchanges)
                .extracting(e -> requireNonNull(e.response()).status())
                .containsExactly(404, 200);
        HttpRequest post = requireNonNull(events.exchanges.getFirst().request());
        assertThat(post.bodyBytes()).isEqualTo(3);
        assertThat(post.userAgent()).isEqualTo("ua");
        assertThat(post.headerNames()).isEqualTo(List.of("user-agent"));
    }

    @Test
    void paddingIsNoContent() {
        Exchange exchange = new Conversation()
                .client(PREFACE
                        + NO_SETTINGS
                        + frame(HEADERS, END_HEADERS | PADDED | PRIORITY, 1, "\u0003" + "\0\0\0\0\0" + POST + "\0\0\0")
                        + frame(DATA, END_STREAM | PADDED, 1, "\u0002abcd\0\0"))
                .onlyExchange();

        assertThat(requireNonNull(exchange.request()).bodyBytes()).isEqualTo(4);
        assertThat(requireNonNull(exchange.request()).method()).isEqualTo("POST");
    }

    @Test
    void joinsContinuations() {
        Exchange exchange = new Conversation()
                .client(PREFACE
                        + NO_SETTINGS
                        + frame(HEADERS, END_STREAM, 1, GET.substring(0, 7))
                        + frame(CONTINUATION, 0, 1, GET.substring(7, 9))
                        + frame(CONTINUATION, END_HEADERS, 1, GET.substring(9)))
                .onlyExchange();

        assertThat(requireNonNull(exchange.request()).host()).isEqualTo("www.example.com");
        assertThat(exchange.bytesUp()).isEqualTo(3 * 9 + GET.length());
    }

    @Test
    void boundsAFloodOfContinuations() {
        Conversation conversation =
                new Conversation().client(PREFACE + NO_SETTINGS + frame(HEADERS, END_STREAM, 1, GET));
        String flood = frame(CONTINUATION, 0, 1, "\0".repeat(16_000));

        for (int i = 0; i < 10; i++) {
            conversation.client(flood);
        }

        RecordingEvents events = conversation.end();
        assertThat(events.losses().count(Losses.Reason.OVERSIZED_HEADER)).isEqualTo(1);
        assertThat(events.exchanges).hasSize(1);
        assertThat(events.exchanges.getFirst().request()).isNull();
    }

    @Test
    void leavesPushedStreamsOut() {
        RecordingEvents events = new Conversation()
                .client(PREFACE + NO_SETTINGS + frame(HEADERS, END_HEADERS | END_STREAM, 1, GET))
                .server(NO_SETTINGS
                        + frame(PUSH_PROMISE, END_HEADERS, 1, "\0\0\0\u0002" + GET)
                        + frame(HEADERS, END_HEADERS, 2, STATUS_200)
                        + frame(DATA, END_STREAM, 2, "pushed")
                        + frame(HEADERS, END_HEADERS | END_STREAM, 1, STATUS_200))
                .end();

        assertThat(events.exchanges).hasSize(1);
        assertThat(requireNonNull(events.exchanges.getFirst().response()).bodyBytes())
                .isZero();
    }

    @Test
    void reportsAStreamThatWasReset() {
        Conversation conversation = new Conversation()
                .client(PREFACE + NO_SETTINGS + frame(HEADERS, END_HEADERS, 1, POST))
                .server(NO_SETTINGS + frame(RST_STREAM, 0, 1, "\0\0\0\u0008"));

        assertThat(conversation.events.exchanges).hasSize(1);
        assertThat(conversation.events.exchanges.getFirst().response()).isNull();
    }

    @Test
    void reportsWhatIsOpenAfterGoaway() {
        RecordingEvents events = new Conversation()
                .client(PREFACE + NO_SETTINGS + frame(HEADERS, END_HEADERS, 1, POST))
                .server(NO_SETTINGS + frame(GOAWAY, 0, 0, "\0\0\0\u0001\0\0\0\0"))
                .end();

        assertThat(events.exchanges).hasSize(1);
    }

    @Test
    void trailersAndInterimResponsesDoNotReplaceTheResponse() {
        // a literal ":status: 103" by the name of static entry 8
        String interim = hex("0803313033");
        Exchange exchange = new Conversation()
                .client(PREFACE + NO_SETTINGS + frame(HEADERS, END_HEADERS | END_STREAM, 1, GET))
                .server(NO_SETTINGS + frame(HEADERS, END_HEADERS, 1, interim))
                .server(frame(HEADERS, END_HEADERS, 1, STATUS_200)
                        + frame(DATA, 0, 1, "ab")
                        + frame(HEADERS, END_HEADERS | END_STREAM, 1, hex("000b677270632d7374617475730130")))
                .onlyExchange();

        assertThat(requireNonNull(exchange.response()).status()).isEqualTo(200);
        assertThat(exchange.responseStart()).isEqualTo(Instant.ofEpochSecond(3));
    }

    @Test
    void anUpgradedRequestIsAnsweredOnTheFirstStream() {
        String upgrade = "GET /up HTTP/1.1\r\nHost: example.org\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
        String switching = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n";
        Conversation conversation = new Conversation()
                .client(upgrade)
                .server(switching + NO_SETTINGS + frame(HEADERS, END_HEADERS | END_STREAM, 1, STATUS_404))
                .client(PREFACE + NO_SETTINGS + frame(HEADERS, END_HEADERS | END_STREAM, 3, GET))
                .server(frame(HEADERS, END_HEADERS | END_STREAM, 3, STATUS_200));

        RecordingEvents events = conversation.end();

        assertThat(events.exchanges)
                .extracting(e -> requireNonNull(e.request()).target())
                .containsExactly("/up", "/");
        assertThat(events.exchanges)
                .extracting(e -> requireNonNull(e.response()).status())
                .containsExactly(404, 200);
        assertThat(events.exchanges.getFirst().bytesDown()).isEqualTo(switching.length() + 10);
        assertThat(events.told).containsExactly("protocol HTTP", "protocol HTTP2");
    }

    @Test
    void aGapInsideDataCountsAsBody() {
        String whole = frame(DATA, END_STREAM, 1, "0123456789");
        Exchange exchange = new Conversation()
                .client(PREFACE + NO_SETTINGS + frame(HEADERS, END_HEADERS | END_STREAM, 1, GET))
                .server(NO_SETTINGS + frame(HEADERS, END_HEADERS, 1, STATUS_200) + whole.substring(0, 12))
                .serverLost(5)
                .server(whole.substring(17))
                .onlyExchange();

        assertThat(requireNonNull(exchange.response()).bodyBytes()).isEqualTo(10);
    }

    @Test
    void aGapBetweenFramesLeavesTheRestToTurnTaking() {
        RecordingEvents events = new Conversation()
                .client(PREFACE + NO_SETTINGS + frame(HEADERS, END_HEADERS | END_STREAM, 1, GET))
                .serverLost(100)
                .server("whatever")
                .client("more")
                .end();

        assertThat(events.exchanges).hasSize(3);
        assertThat(events.exchanges.getFirst().request()).isNotNull();
        assertThat(events.exchanges.get(1).bytesDown()).isEqualTo(108);
    }

    @Test
    void bytesThatAreNoFramesAreCountedOnce() {
        RecordingEvents events =
                new Conversation().client(PREFACE + "nonsense of some length").end();

        assertThat(events.losses().count(Losses.Reason.MALFORMED_HTTP)).isEqualTo(1);
    }

    @Test
    void followsABoundedNumberOfStreams() {
        StringBuilder requests = new StringBuilder(PREFACE + NO_SETTINGS);
        for (int i = 0; i < Http2Parser.MAX_STREAMS + 3; i++) {
            requests.append(frame(HEADERS, END_HEADERS | END_STREAM, 2 * i + 1, POST));
        }

        Conversation conversation = new Conversation().client(requests.toString());

        assertThat(conversation.events.exchanges).hasSize(3);
    }

    @Test
    void byteByByteGivesTheSame() {
        String client = PREFACE
                + NO_SETTINGS
                + frame(HEADERS, END_HEADERS, 1, POST)
                + frame(DATA, END_STREAM | PADDED, 1, "\u0001ab\0");
        String server = NO_SETTINGS + frame(HEADERS, END_HEADERS, 1, STATUS_200) + frame(DATA, END_STREAM, 1, "xyz");
        RecordingEvents whole = new RecordingEvents();
        Http2Parser wholeParser = new Http2Parser(whole);
        RecordingEvents pieces = new RecordingEvents();
        Http2Parser piecesParser = new Http2Parser(pieces);

        for (String turn : List.of(client, server)) {
            byte[] bytes = turn.getBytes(ISO_8859_1);
            wholeParser.data(turn.equals(client), bytes, 0, bytes.length, 1);
            for (int i = 0; i < bytes.length; i++) {
                piecesParser.data(turn.equals(client), bytes, i, 1, 1);
            }
        }

        assertThat(whole.exchanges).hasSize(1);
        assertThat(pieces.exchanges).isEqualTo(whole.exchanges);
    }

    private static String frame(int type, int flags, int stream, String payload) {
        int length = payload.length();
        return "" + (char) (length >>> 16) + (char) (length >>> 8 & 0xff) + (char) (length & 0xff) + (char) type
                + (char) flags + (char) (stream >>> 24) + (char) (stream >>> 16 & 0xff) + (char) (stream >>> 8 & 0xff)
                + (char) (stream & 0xff) + payload;
    }

    private static String hex(String digits) {
        return new String(HexFormat.of().parseHex(digits), ISO_8859_1);
    }
}
