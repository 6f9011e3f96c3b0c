package dev.sekisho.traffic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HttpSnifferTest {

    @Test
    void takesRequestsWithAnyTokenAsMethod() {
        for (String line : List.of(
                "GET / HTTP/1.1",
                "GET / HTTP/1.0 ",
                "POST http://example.org/x HTTP/1.1",
                "OPTIONS * HTTP/1.1",
                "CONNECT example.org:443 HTTP/1.1",
                "get /x HTTP/1.1",
                "x!beacon /gate.php HTTP/1.0",
                "GET /a b HTTP/1.1",
                "GET /caf\u00e9 HTTP/1.1",
                "GET /old",
                "PRI * HTTP/2.0")) {
            assertThat(request(line + "\r\n")).as(line).isEqualTo(Likeness.YES);
            assertThat(request(line + "\n")).as(line).isEqualTo(Likeness.YES);
            assertThat(request(line)).as(line).isEqualTo(Likeness.NEEDS_MORE);
        }
    }

    @Test
    void refusesOtherProtocols() {
        for (String text : List.of(
                "EHLO mail.example.org\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n",
                "USER anonymous\r\n",
                "NICK name\r\n",
                "INVITE sip:bob@example.org SIP/2.0\r\n",
                "OPTIONS rtsp://example.org RTSP/1.0\r\n",
                "GNUTELLA CONNECT/0.6\r\n",
                "GET HTTP/1.1\r\n",
                "word other words HTTP/1.1\r\n",
                "POST /old\r\n",
                "GET /x HTTP/2.0\r\n",
                "\u0016\u0003\u0001",
                "\u0000",
                " GET / HTTP/1.1\r\n",
                "GET /\u0001")) {
            assertThat(request(text)).as(text).isEqualTo(Likeness.NO);
        }
    }

    @Test
    void takesStatusLines() {
        assertThat(response("HTTP/1.1 200 OK\r\n")).isEqualTo(Likeness.YES);
        assertThat(response("HTTP/1.0 404\r\n")).isEqualTo(Likeness.YES);
        assertThat(response("ICY 200 OK\r\n")).isEqualTo(Likeness.YES);
        assertThat(response("HTTP/1.1 20")).isEqualTo(Likeness.NEEDS_MORE);
        assertThat(response("")).isEqualTo(Likeness.NEEDS_MORE);
        assertThat(response("HTTP/1.1 099 no")).isEqualTo(Likeness.NO);
        assertThat(response("HTTP/1.1 2000")).isEqualTo(Likeness.NO);
        assertThat(response("HTTP-1.1 200 OK")).isEqualTo(Likeness.NO);
        assertThat(response("220 mail ready")).isEqualTo(Likeness.NO);
    }

    @Test
    void aVerdictNeverChangesWhenMoreBytesFollow() {
        String alphabet = "GETPOSHD/x:*. 10\r\n\t\u0001\u00ffHTTP/1.1";
        List<String> changed = new ArrayList<>();
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text =
                    new StringBuilder(List.of("GET /", "odd /", "HTTP/1.", "").get(random.nextInt(4)));
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            text.append(random.nextBoolean() ? " HTTP/1.1\r\n" : "");
            Likeness before = Likeness.NEEDS_MORE;
            Likeness answerBefore = Likeness.NEEDS_MORE;
            for (int length = 1; length <= text.length(); length++) {
                Likeness now = request(text.substring(0, length));
                Likeness answerNow = response(text.substring(0, length));
                if ((before != Likeness.NEEDS_MORE && now != before)
                        || (answerBefore != Likeness.NEEDS_MORE && answerNow != answerBefore)) {
                    changed.add("seed " + seed + ": " + text);
                }
                before = now;
                answerBefore = answerNow;
            }
        }
        assertThat(changed).isEmpty();
    }

    @Test
    void refusesALineWithoutEnd() {
        assertThat(request("GET /" + "a".repeat(HttpSniffer.MAX_REQUEST_LINE_BYTES)))
                .isEqualTo(Likeness.NO);
    }

    private static Likeness request(String text) {
        byte[] bytes = ("#" + text).getBytes(ISO_8859_1);
        return HttpSniffer.looksLikeRequest(bytes, 1, bytes.length - 1);
    }

    private static Likeness response(String text) {
        byte[] bytes = ("#" + text).getBytes(ISO_8859_1);
        return HttpSniffer.looksLikeResponse(bytes, 1, bytes.length - 1);
    }
}
