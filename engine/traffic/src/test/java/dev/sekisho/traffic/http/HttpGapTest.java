package dev.sekisho.traffic.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Exchange;
import org.junit.jupiter.api.Test;

/** What lost segments do to messages. */
class HttpGapTest {
    private static final String GET = "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @Test
    void aGapInsideABodyCountsAsBody() {
        RecordingEvents events = new Conversation()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789")
                .serverLost(80)
                .server("0123456789")
                .client(GET)
                .server(OK)
                .end();

        assertThat(events.exchanges)
                .extracting(e -> requireNonNull(e.response()).bodyBytes())
                .containsExactly(100L, 2L);
    }

    @Test
    void aGapInsideAChunkCountsAsBody() {
        Exchange exchange = new Conversation()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n0123456789")
                .serverLost(80)
                .server("0123456789\r\n0\r\n\r\n")
                .onlyExchange();

        assertThat(requireNonNull(exchange.response()).bodyBytes()).isEqualTo(100);
    }

    @Test
    void aGapBeyondAChunkLosesTheFramingUntilTheClientAsksAgain() {
        RecordingEvents events = new Conversation()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n0123456789")
                .serverLost(200)
                .server("the end\r\n0\r\n\r\n")
                .client(GET)
                .server(OK)
                .end();

        assertThat(events.exchanges).hasSize(2);
        assertThat(requireNonNull(events.exchanges.get(0).response()).bodyBytes())
                .isGreaterThan(200);
        assertThat(requireNonNull(events.exchanges.get(1).response()).bodyBytes())
                .isEqualTo(2);
    }

    @Test
    void aGapBeyondABodyReachesTheNextMessage() {
        RecordingEvents events = new Conversation()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234")
                .serverLost(20)
                .client(GET)
                .server(OK)
                .end();

        assertThat(events.exchanges)
                .filteredOn(e -> e.request() != null)
                .extracting(e -> requireNonNull(e.response()).bodyBytes())
                .containsExactly(10L, 2L);
    }

    @Test
    void aGapInsideAHeaderSectionLosesTheMessageOnly() {
        RecordingEvents events = new Conversation()
                .client("GET /lost HTTP/1.1\r\nHost: exa")
                .clientLost(30)
                .client("ge\r\n\r\n")
                .server(OK)
                .client(GET)
                .server(OK)
                .end();

        assertThat(events.exchanges).filteredOn(e -> e.request() != null).hasSize(1);
        assertThat(events.exchanges).filteredOn(e -> e.response() != null).hasSize(2);
    }

    @Test
    void anAnswerLostInAGapDoesNotShiftThePairing() {
        RecordingEvents events = new Conversation()
                .client(GET.replace("/a", "/lost"))
                .serverLost(500)
                .client(GET)
                .server(OK)
                .end();

        Exchange first = events.exchanges.get(0);
        Exchange second = events.exchanges.get(1);
        assertThat(requireNonNull(first.request()).target()).isEqualTo("/lost");
        assertThat(first.response()).isNull();
        assertThat(first.bytesDown()).isEqualTo(500);
        assertThat(requireNonNull(second.request()).target()).isEqualTo("/a");
        assertThat(requireNonNull(second.response()).status()).isEqualTo(200);
    }

    @Test
    void aSampleWithAHoleStopsAtTheHole() {
        Exchange whole = new Conversation()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\naaaaaaaaaa")
                .serverLost(20)
                .server("bcdefghijk")
                .onlyExchange();

        assertThat(requireNonNull(whole.response()).bodyEntropy()).isZero();
    }
}
