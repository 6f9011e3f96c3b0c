package dev.sekisho.traffic.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionWritersTest {
    private static final SessionKey KEY = new SessionKey("10.0.0.5", "www.example.com", "192.0.2.7", 443);
    private static final Instant START = Instant.parse("2023-11-14T22:13:20.000001Z");

    private static CommunicationSession session(long id, SessionKey key, @Nullable String userAgent) {
        return new CommunicationSession(
                id,
                key,
                Protocol.HTTP,
                START,
                START.plusSeconds(60),
                2,
                3,
                400,
                5000,
                userAgent,
                null,
                "t13d",
                "h2",
                null);
    }

    private static Exchange exchange(Instant start, String path) {
        HttpRequest request = new HttpRequest(
                "POST",
                path,
                "1.1",
                "www.example.com",
                "a",
                null,
                "text/plain",
                List.of(),
                false,
                false,
                null,
                null,
                7,
                0,
                BodyType.TEXT);
        HttpResponse response =
                new HttpResponse(204, "1.1", null, null, null, null, List.of(), false, false, 0, 0, BodyType.EMPTY);
        return new Exchange(start, start.plusMillis(5), start.plusMillis(9), 200, 90, request, response);
    }

    private static String json(boolean withExchanges, long memoryBytes, Feeding feeding) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (SessionJsonWriter writer = new SessionJsonWriter(output, withExchanges, memoryBytes)) {
            feeding.feed(writer);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private interface Feeding {
        void feed(SessionJsonWriter writer);
    }

    @Test
    void writesEveryFieldOfTheContract() throws IOException {
        assertThat(json(false, 1 << 20, writer -> writer.closed(session(1, KEY, "agent \"1\"\u0001é😀"))))
                .isEqualTo(
                        "{\"client\":\"10.0.0.5\",\"server\":\"www.example.com\",\"address\":\"192.0.2.7\",\"port\":443,"
                                + "\"protocol\":\"HTTP\",\"start\":\"2023-11-14T22:13:20.000001Z\","
                                + "\"end\":\"2023-11-14T22:14:20.000001Z\",\"connections\":2,\"exchanges\":3,\"bytesUp\":400,"
                                + "\"bytesDown\":5000,\"userAgent\":\"agent \\\"1\\\"\\u0001é😀\",\"ja3\":null,\"ja4\":\"t13d\","
                                + "\"alpn\":\"h2\",\"resolvedName\":null}\n");
    }

    @Test
    void writesExchangesOfTheirSession() throws IOException {
        String text = json(true, 1 << 20, writer -> {
            writer.exchange(1, KEY, exchange(START, "/a"));
            writer.exchange(2, KEY, new Exchange(START, null, START, 10, 0, null, null));
            writer.closed(session(1, KEY, null));
            writer.closed(session(2, KEY, null));
        });

        assertThat(text.lines().toList().get(0))
                .endsWith(",\"exchangeList\":[{\"time\":\"2023-11-14T22:13:20.000001Z\","
                        + "\"responseTime\":\"2023-11-14T22:13:20.005001Z\",\"end\":\"2023-11-14T22:13:20.009001Z\","
                        + "\"requestBytes\":200,\"responseBytes\":90,\"method\":\"POST\",\"host\":\"www.example.com\","
                        + "\"path\":\"/a\",\"status\":204,\"userAgent\":\"a\",\"referer\":null,"
                        + "\"requestType\":\"text/plain\",\"requestBodyBytes\":7,\"responseType\":null,"
                        + "\"responseBodyBytes\":0}]}");
        assertThat(text.lines().toList().get(1))
                .endsWith(",\"exchangeList\":[{\"time\":\"2023-11-14T22:13:20.000001Z\",\"responseTime\":null,"
                        + "\"end\":\"2023-11-14T22:13:20.000001Z\",\"requestBytes\":10,\"responseBytes\":0,"
                        + "\"method\":null,\"host\":null,\"path\":null,\"status\":null}]}");
    }

    @Test
    void writesTheSameWhetherExchangesFitInMemoryOrNot() throws IOException {
        Feeding feeding = writer -> {
            Random random = new Random(7);
            for (int i = 0; i < 3_000; i++) {
                writer.exchange(1 + random.nextInt(20), KEY, exchange(START.plusSeconds(i), "/" + i));
            }
            for (int id = 1; id <= 20; id++) {
                writer.closed(session(id, KEY, null));
            }
        };

        assertThat(json(true, 20_000, feeding)).isEqualTo(json(true, 64 << 20, feeding));
    }

    @Test
    void writesJsonThatParsesForEveryText() throws IOException {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder agent = new StringBuilder();
            for (int c = random.nextInt(40); c > 0; c--) {
                agent.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
            }
            String expected = new String(
                    agent.toString()
                            .replaceAll(
                                    "[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]", "\ufffd")
                            .getBytes(StandardCharsets.UTF_8),
                    StandardCharsets.UTF_8);
            String text = json(false, 1 << 20, writer -> writer.closed(session(1, KEY, agent.toString())));
            try (JsonParser parser = new JsonFactory().createParser(text)) {
                String read = null;
                while (parser.nextToken() != null) {
                    if (parser.currentToken() == JsonToken.FIELD_NAME
                            && parser.currentName().equals("userAgent")) {
                        read = parser.nextTextValue();
                    }
                }
                assertThat(read).as("seed %d, round %d", seed, i).isEqualTo(expected);
            }
        }
    }

    @Test
    void writesTimesAsThePlatformDoes() {
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            Instant time = Instant.ofEpochSecond(
                    random.nextLong(-62_167_219_200L, 253_402_300_799L), random.nextInt(1_000_000_000));
            JsonText text = new JsonText(64);
            text.bareTime(time);
            String written = new String(text.toArray(), StandardCharsets.US_ASCII);
            assertThat(Instant.parse(written)).isEqualTo(time);
            assertThat(written).matches("[^.]{19}\\.([0-9]{6}|[0-9]{9})Z");
        }
    }

    @Test
    void writesCsvThatNoSpreadsheetRuns() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (SessionCsvWriter writer = new SessionCsvWriter(output)) {
            writer.closed(session(1, KEY, "=cmd|' /C calc'!A0, \"x\"\r\ny"));
            writer.closed(session(2, new SessionKey("@sum", "+1", "-2", 0), null));
        }

        assertThat(output.toString(StandardCharsets.UTF_8))
                .isEqualTo("client,server,address,port,protocol,start,end,connections,exchanges,bytesUp,bytesDown,"
                        + "userAgent,ja3,ja4,alpn,resolvedName\r\n"
                        + "10.0.0.5,www.example.com,192.0.2.7,443,HTTP,2023-11-14T22:13:20.000001Z,"
                        + "2023-11-14T22:14:20.000001Z,2,3,400,5000,\"'=cmd|' /C calc'!A0, \"\"x\"\"\r\ny\",,t13d,h2,\r\n"
                        + "'@sum,'+1,'-2,0,HTTP,2023-11-14T22:13:20.000001Z,2023-11-14T22:14:20.000001Z,2,3,400,5000,"
                        + ",,t13d,h2,\r\n");
    }
}
