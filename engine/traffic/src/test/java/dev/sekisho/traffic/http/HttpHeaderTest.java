package dev.sekisho.traffic.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Losses;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is read out of start lines and header sections. */
class HttpHeaderTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

    @Test
    void theTargetsAuthorityBeatsTheHostHeader() {
        HttpRequest request = request("GET http://real.example:8080/x HTTP/1.1\r\nHost: other.example\r\n\r\n");

        assertThat(request.host()).isEqualTo("real.example:8080");
        assertThat(request.target()).isEqualTo("http://real.example:8080/x");
    }

    @Test
    void dropsUserAndPasswordFromTheTarget() {
        HttpRequest request = request("GET http://user:secret@real.example/x HTTP/1.1\r\n\r\n");

        assertThat(request.target()).isEqualTo("http://real.example/x");
        assertThat(request.host()).isEqualTo("real.example");
    }

    @Test
    void keepsThatCookiesAndCredentialsWereSentButNotWhich() {
        HttpRequest request = request("GET / HTTP/1.1\r\nCookie: id=secret\r\nAuthorization: Bearer secret\r\n\r\n");

        assertThat(request.sendsCookie()).isTrue();
        assertThat(request.sendsCredentials()).isTrue();
        assertThat(request.toString()).doesNotContain("secret");
        assertThat(request.headerNames()).isEqualTo(List.of("Cookie", "Authorization"));
    }

    @Test
    void takesTheUserOfBasicProxyCredentials() {
        HttpRequest request = request("GET / HTTP/1.1\r\nProxy-Authorization: Basic YWxpY2U6c2VjcmV0\r\n\r\n");

        assertThat(request.proxyUser()).isEqualTo("alice");
        assertThat(request.toString()).doesNotContain("secret");
    }

    @Test
    void takesTheLeftMostForwardedClient() {
        assertThat(request("GET / HTTP/1.1\r\nX-Forwarded-For: 10.1.2.3, 10.9.9.9\r\n\r\n")
                        .forwardedFor())
                .isEqualTo("10.1.2.3");
        assertThat(request("GET / HTTP/1.1\r\nForwarded: for=\"[2001:db8::1]:47011\";proto=http, for=10.9.9.9\r\n\r\n")
                        .forwardedFor())
                .isEqualTo("2001:db8::1");
        assertThat(request("GET / HTTP/1.1\r\nX-Forwarded-For: 10.1.2.3:5555\r\n\r\n")
                        .forwardedFor())
                .isEqualTo("10.1.2.3");
        assertThat(request("GET / HTTP/1.1\r\nForwarded: for=unknown\r\n\r\n").forwardedFor())
                .isNull();
    }

    @Test
    void theStandardForwardingHeaderBeatsTheOlderOne() {
        HttpRequest request = request("GET / HTTP/1.1\r\nX-Forwarded-For: 10.1.1.1\r\nForwarded: For=10.2.2.2\r\n\r\n");

        assertThat(request.forwardedFor()).isEqualTo("10.2.2.2");
    }

    @Test
    void takesBareLineFeeds() {
        HttpRequest request = request("GET /x HTTP/1.1\nHost: example.org\nUser-Agent: a\n\n");

        assertThat(request.host()).isEqualTo("example.org");
        assertThat(request.userAgent()).isEqualTo("a");
    }

    @Test
    void joinsFoldedValues() {
        HttpRequest request = request("GET / HTTP/1.1\r\nUser-Agent: one\r\n  two\r\n\tthree\r\nHost: h\r\n\r\n");

        assertThat(request.userAgent()).isEqualTo("one two three");
        assertThat(request.headerNames()).isEqualTo(List.of("User-Agent", "Host"));
    }

    @Test
    void takesNamesFollowedBySpaces() {
        HttpRequest request = request("GET / HTTP/1.1\r\nHost : example.org\r\n\r\n");

        assertThat(request.host()).isEqualTo("example.org");
        assertThat(request.headerNames()).isEqualTo(List.of("Host"));
    }

    @Test
    void countsALineWithoutColonAndReadsTheOthers() {
        Conversation conversation = new Conversation()
                .client("GET / HTTP/1.1\r\nnonsense\r\nHost: example.org\r\n\r\n")
                .server(OK);

        HttpRequest request = requireNonNull(conversation.onlyExchange().request());

        assertThat(request.host()).isEqualTo("example.org");
        assertThat(conversation.events.losses().count(Losses.Reason.MALFORMED_HTTP))
                .isEqualTo(1);
    }

    @Test
    void keepsNullBytesInsideValues() {
        assertThat(request("GET / HTTP/1.1\r\nUser-Agent: a\0b\r\n\r\n").userAgent())
                .isEqualTo("a\0b");
    }

    @Test
    void takesAnyTokenAsMethod() {
        assertThat(request("x-beacon! /gate HTTP/1.0\r\n\r\n").method()).isEqualTo("x-beacon!");
    }

    @Test
    void takesSpacesInsideTheTargetOfAKnownMethod() {
        assertThat(request("GET /a b c HTTP/1.1\r\n\r\n").target()).isEqualTo("/a b c");
    }

    @Test
    void readsTheFactsOfAResponse() {
        HttpResponse response =
                response("HTTP/1.1 302 Found\r\nserver: nginx\r\nLocation: /next\r\nSet-Cookie: id=secret\r\n"
                        + "Content-Type: text/html\r\nContent-Length: 0\r\n\r\n");

        assertThat(response.status()).isEqualTo(302);
        assertThat(response.server()).isEqualTo("nginx");
        assertThat(response.location()).isEqualTo("/next");
        assertThat(response.setsCookie()).isTrue();
        assertThat(response.contentType()).isEqualTo("text/html");
        assertThat(response.headerNames())
                .isEqualTo(List.of("server", "Location", "Set-Cookie", "Content-Type", "Content-Length"));
        assertThat(response.toString()).doesNotContain("secret");
    }

    @Test
    void validatorsAndPositiveFreshnessMakeAResponseCacheable() {
        assertThat(response("HTTP/1.1 204 x\r\nETag: \"1\"\r\n\r\n").cacheable())
                .isTrue();
        assertThat(response("HTTP/1.1 204 x\r\nCache-Control: public, max-age=60\r\n\r\n")
                        .cacheable())
                .isTrue();
        assertThat(response("HTTP/1.1 204 x\r\nCache-Control: no-store, max-age=0\r\n\r\n")
                        .cacheable())
                .isFalse();
        assertThat(response("HTTP/1.1 204 x\r\nExpires: 0\r\n\r\n").cacheable()).isFalse();
        assertThat(response("HTTP/1.1 204 x\r\n\r\n").cacheable()).isFalse();
    }

    @Test
    void aStatusLineNeedsNoReason() {
        assertThat(response("HTTP/1.1 204\r\n\r\n").status()).isEqualTo(204);
    }

    @Test
    void usesTheFirstFactsOfAnOversizedHeaderSectionAndGoesOnBehindIt() {
        String padding = "X-Padding: 0123456789012345678901234567890123456789\r\n".repeat(2_000);
        Conversation conversation = new Conversation()
                .client("GET /long HTTP/1.1\r\nHost: example.org\r\n" + padding + "\r\nGET /next HTTP/1.1\r\n\r\n")
                .server(OK + OK);

        List<String> targets = conversation.end().exchanges.stream()
                .map(e -> requireNonNull(e.request()).target())
                .toList();

        assertThat(targets).containsExactly("/long", "/next");
        assertThat(conversation.events.losses().count(Losses.Reason.OVERSIZED_HEADER))
                .isEqualTo(1);
        assertThat(conversation.events.exchanges.getFirst().bytesUp()).isGreaterThan(padding.length());
    }

    @Test
    void listsABoundedNumberOfHeaderNames() {
        HttpRequest request = request("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(2 * MessageHead.MAX_FIELDS) + "\r\n");

        assertThat(request.headerNames()).hasSize(MessageHead.MAX_FIELDS);
    }

    private static HttpRequest request(String text) {
        return requireNonNull(
                new Conversation().client(text).server(OK).onlyExchange().request());
    }

    private static HttpResponse response(String text) {
        return requireNonNull(new Conversation()
                .client("GET / HTTP/1.1\r\n\r\n")
                .server(text)
                .onlyExchange()
                .response());
    }
}
