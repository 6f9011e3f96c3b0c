package dev.sekisho.traffic.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.stream.StreamParser;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpParserTest {
    private static final String GET = "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @Test
    void pairsRequestAndResponse() {
        Conversation conversation = new Conversation().client(GET).server(OK);

        Exchange exchange = conversation.onlyExchange();

        assertThat(exchange.start()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(exchange.responseStart()).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(exchange.end()).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(exchange.bytesUp()).isEqualTo(GET.length());
        assertThat(exchange.bytesDown()).isEqualTo(OK.length());
        HttpRequest request = requireNonNull(exchange.request());
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/a");
        assertThat(request.version()).isEqualTo("1.1");
        assertThat(request.host()).isEqualTo("example.org");
        assertThat(request.headerNames()).isEqualTo(List.of("Host"));
        HttpResponse response = requireNonNull(exchange.response());
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.bodyBytes()).isEqualTo(2);
        assertThat(response.bodyType()).isEqualTo(BodyType.TEXT);
        assertThat(conversation.events.authorities).isEqualTo(List.of("example.org"));
        assertThat(conversation.events.told).isEqualTo(List.of("protocol HTTP"));
        assertThat(conversation.events.losses().isEmpty()).isTrue();
    }

    @Test
    void reportsAnExchangeAsSoonAsItsResponseIsComplete() {
        Conversation conversation = new Conversation().client(GET).server(OK);

        assertThat(conversation.events.exchanges).hasSize(1);
    }

    @Test
    void pairsPipelinedRequestsInOrder() {
        RecordingEvents events = new Conversation()
                .client(GET + GET.replace("/a", "/b"))
                .server(OK + OK.replace("200", "404"))
                .end();

        assertThat(events.exchanges)
                .extracting(e -> requireNonNull(e.request()).target())
                .containsExactly("/a", "/b");
        assertThat(events.exchanges)
                .extracting(e -> requireNonNull(e.response()).status())
                .containsExactly(200, 404);
    }

    @Test
    void takesChunksWithExtensionsAndTrailers() {
        Exchange exchange = new Conversation()
                .client(GET)
                .server("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=\"y\"\r\nwiki\r\nA\r\n0123456789\r\n")
                .server("0\r\nTrailer: yes\r\n\r\n")
                .onlyExchange();

        assertThat(requireNonNull(exchange.response()).bodyBytes()).isEqualTo(14);
        assertThat(exchange.end()).isEqualTo(Instant.ofEpochSecond(3));
    }

    @Test
    void givesTunnelContentToTheInnerParser() {
        StringBuilder inside = new StringBuilder();
        StreamParser inner = new StreamParser() {
            @Override
            public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
                inside.append(fromClient ? '>' : '<')
                        .append(new String(bytes, offset, length, java.nio.charset.StandardCharsets.ISO_8859_1));
            }

            @Override
            public void gap(boolean fromClient, long length, long nanos) {}

            @Override
            public void end(long nanos) {}
        };

        Conversation conversation = new Conversation();
        conversation.events.inside = inner;

        RecordingEvents events = conversation
                .client("CONNECT example.org:443 HTTP/1.1\r\nProxy-Authorization: Basic dXNlcjpwYXNz\r\n\r\n")
                .server("HTTP/1.1 200 Connection established\r\n\r\nA")
                .client("B")
                .end();

        assertThat(inside).hasToString("<A>B");
        assertThat(events.told).containsExactly("protocol HTTP", "on behalf of null user", "tunnel example.org 443");
        assertThat(events.exchanges).hasSize(1);
    }

    @Test
    void goesOnAfterWhatIsNoMessage() {
        RecordingEvents events = new Conversation()
                .client(GET)
                .server(OK)
                .client("\u0001\u0002 nonsense")
                .client(GET)
                .server(OK)
                .end();

        assertThat(events.exchanges).filteredOn(e -> e.response() != null).hasSize(2);
        assertThat(events.losses().count(Losses.Reason.MALFORMED_HTTP)).isEqualTo(1);
    }
}
