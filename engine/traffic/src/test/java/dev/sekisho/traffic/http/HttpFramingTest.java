package dev.sekisho.traffic.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Losses;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where messages end, and which response belongs to which request. */
class HttpFramingTest {
    private static final String GET = "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @Test
    void aHeadResponseHasNoBody() {
        List<Integer> statuses = statuses(new Conversation()
                .client("HEAD / HTTP/1.1\r\n\r\n")
                .server("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                .client(GET)
                .server(OK.replace("200", "201")));

        assertThat(statuses).containsExactly(200, 201);
    }

    @Test
    void responses204And304HaveNoBody() {
        List<Integer> statuses = statuses(new Conversation()
                .client(GET + GET + GET)
                .server("HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n")
                .server("HTTP/1.1 204 No Content\r\n\r\n" + OK));

        assertThat(statuses).containsExactly(304, 204, 200);
    }

    @Test
    void aResponseWithoutLengthLastsUntilTheServerEnds() {
        Conversation conversation = new Conversation()
                .client(GET)
                .server("HTTP/1.0 200 OK\r\n\r\nabc")
                .server("defg");
        conversation.parser.endOf(false, 9 * Conversation.SECOND);

        Exchange exchange = conversation.onlyExchange();

        assertThat(response(exchange).bodyBytes()).isEqualTo(7);
        assertThat(exchange.end()).isEqualTo(Instant.ofEpochSecond(3));
    }

    @Test
    void interimResponsesBelongToTheExchangeOfTheFinalOne() {
        String interim = "HTTP/1.1 100 Continue\r\n\r\n";
        Exchange exchange = new Conversation()
                .client("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
                .server(interim)
                .client("abc")
                .server(OK)
                .onlyExchange();

        assertThat(response(exchange).status()).isEqualTo(200);
        assertThat(exchange.responseStart()).isEqualTo(Instant.ofEpochSecond(4));
        assertThat(exchange.bytesDown()).isEqualTo(interim.length() + OK.length());
        assertThat(requireNonNull(exchange.request()).bodyBytes()).isEqualTo(3);
    }

    @Test
    void aRefusedExpectationIsFollowedByTheNextRequest() {
        RecordingEvents events = new Conversation()
                .client("POST /up HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 300\r\n\r\n")
                .server("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n")
                .client(GET)
                .server(OK)
                .end();

        assertThat(events.exchanges)
                .extracting(e -> requireNonNull(e.request()).target())
                .containsExactly("/up", "/a");
    }

    @Test
    void anEarlyAnswerWaitsForTheRestOfItsRequest() {
        Exchange exchange = new Conversation()
                .client("POST / HTTP/1.1\r\nContent-Length: 6\r\n\r\nabc")
                .server(OK)
                .client("def")
                .onlyExchange();

        assertThat(requireNonNull(exchange.request()).bodyBytes()).isEqualTo(6);
        assertThat(exchange.end()).isEqualTo(Instant.ofEpochSecond(3));
    }

    @Test
    void chunksBeatContentLength() {
        Exchange exchange = new Conversation()
                .client(
                        "POST / HTTP/1.1\r\nContent-Length: 500\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n")
                .server(OK)
                .onlyExchange();

        assertThat(requireNonNull(exchange.request()).bodyBytes()).isEqualTo(2);
    }

    @Test
    void equalContentLengthsAreOneAndDifferentOnesNone() {
        Conversation equal = new Conversation()
                .client(GET + GET)
                .server(OK.replace("Content-Length: 2", "Content-Length: 2, 2\r\nContent-Length: 2") + OK);
        Conversation different = new Conversation()
                .client(GET)
                .server(OK.replace("Content-Length: 2", "Content-Length: 2\r\nContent-Length: 3") + "more");

        assertThat(statuses(equal)).containsExactly(200, 200);
        assertThat(response(different.onlyExchange()).bodyBytes()).isEqualTo(6);
        assertThat(different.events.losses().count(Losses.Reason.MALFORMED_HTTP))
                .isEqualTo(1);
    }

    @Test
    void aDamagedChunkLosesTheBodyButNotTheNextMessage() {
        Conversation conversation = new Conversation()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcXX nonsense\n")
                .client(GET)
                .server(OK.replace("200", "202"));

        assertThat(statuses(conversation)).containsExactly(200, 202);
        assertThat(conversation.events.losses().count(Losses.Reason.MALFORMED_HTTP))
                .isEqualTo(1);
    }

    @Test
    void chunkSizesThatOverflowAreRefused() {
        Conversation conversation = new Conversation()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc");

        conversation.end();

        assertThat(conversation.events.losses().count(Losses.Reason.MALFORMED_HTTP))
                .isEqualTo(1);
    }

    @Test
    void takesHttp09() {
        Exchange exchange = new Conversation()
                .client("GET /old\r\n")
                .server("\r\n<html>")
                .server("</html>")
                .onlyExchange();

        assertThat(requireNonNull(exchange.request()).version()).isEqualTo("0.9");
        assertThat(response(exchange).version()).isEqualTo("0.9");
        assertThat(response(exchange).status()).isEqualTo(200);
        assertThat(response(exchange).bodyBytes()).isEqualTo(15);
    }

    @Test
    void ignoresEmptyLinesBetweenMessages() {
        RecordingEvents events = new Conversation()
                .client(GET)
                .server(OK)
                .client("\r\n\r\n" + GET)
                .server("\r\n" + OK)
                .end();

        assertThat(events.exchanges).hasSize(2);
        assertThat(events.exchanges.get(1).bytesUp()).isEqualTo(GET.length() + 4);
        assertThat(events.losses().isEmpty()).isTrue();
    }

    @Test
    void reportsARequestThatIsNeverAnswered() {
        Exchange exchange = new Conversation().client(GET).onlyExchange();

        assertThat(exchange.response()).isNull();
        assertThat(exchange.responseStart()).isNull();
        assertThat(exchange.bytesUp()).isEqualTo(GET.length());
    }

    @Test
    void reportsAResponseWithoutRequest() {
        Exchange exchange = new Conversation().server(OK).onlyExchange();

        assertThat(exchange.request()).isNull();
        assertThat(response(exchange).status()).isEqualTo(200);
        assertThat(exchange.start()).isEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void bytesThatAreNoAnswerCountForTheRequestThatWaits() {
        Exchange exchange =
                new Conversation().client(GET).server("\u0000\u0001garbage").onlyExchange();

        assertThat(exchange.response()).isNull();
        assertThat(exchange.bytesDown()).isEqualTo(9);
        assertThat(exchange.responseStart()).isEqualTo(Instant.ofEpochSecond(2));
    }

    @Test
    void keepsABoundedNumberOfRequestsWaiting() {
        Conversation conversation = new Conversation();

        for (int i = 0; i < HttpParser.MAX_PENDING + 5; i++) {
            conversation.client(GET);
        }

        assertThat(conversation.events.exchanges).hasSize(5);
    }

    @Test
    void findsTheFirstMessageOfAConnectionAlreadyOpen() {
        RecordingEvents events = new Conversation()
                .server("tail of a body that began before the capture")
                .client("c=d&e=f" + GET)
                .server("more of itHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
                .end();

        assertThat(events.exchanges)
                .filteredOn(e -> e.request() != null && e.response() != null)
                .hasSize(1);
    }

    private static HttpResponse response(Exchange exchange) {
        return requireNonNull(exchange.response());
    }

    private static List<Integer> statuses(Conversation conversation) {
        return conversation.end().exchanges.stream()
                .map(e -> response(e).status())
                .toList();
    }
}
