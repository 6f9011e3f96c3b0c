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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written fits the published schema, and the schema names nothing that is never written. */
@SuppressWarnings("unchecked")
class SessionSchemaTest {
    private static final Path SCHEMA = Path.of("../../docs/session.schema.json");
    private static final Instant NOW = Instant.parse("2024-01-01T00:00:00Z");

    private static Object parse(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NULL -> "null";
            default -> parser.currentToken().name();
        };
    }

    private static void assertFits(Map<String, Object> object, Map<String, Object> schema) {
        Map<String, Object> properties = (Map<String, Object>) schema.get("properties");
        assertThat(properties).isNotNull();
        assertThat(properties.keySet()).containsAll(object.keySet());
        assertThat(object.keySet()).containsAll((List<String>) schema.getOrDefault("required", List.of()));
        object.forEach((name, value) -> {
            Map<String, Object> property = (Map<String, Object>) properties.getOrDefault(name, Map.of());
            List<String> types = property.get("type") instanceof List<?> several
                    ? (List<String>) several
                    : List.of(String.valueOf(property.get("type")));
            String type = value instanceof Long
                    ? "integer"
                    : value instanceof List<?> ? "array" : value.equals("null") ? "null" : "string";
            assertThat(types).as(name).contains(type);
        });
    }

    @Test
    void fitsWhatIsWritten() throws IOException {
        SessionKey key = new SessionKey("10.0.0.5", "www.example.com", "192.0.2.7", 443);
        HttpRequest request = new HttpRequest(
                "GET", "/", "1.1", null, null, null, null, List.of(), false, false, null, null, 0, 0, BodyType.EMPTY);
        HttpResponse response =
                new HttpResponse(200, "1.1", null, null, null, null, List.of(), false, false, 0, 0, BodyType.EMPTY);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (SessionJsonWriter writer = new SessionJsonWriter(output, true)) {
            writer.exchange(1, key, new Exchange(NOW, NOW, NOW, 1, 2, request, response));
            writer.exchange(1, key, new Exchange(NOW, null, NOW, 1, 2, null, null));
            writer.closed(
                    new CommunicationSession(1, key, Protocol.TLS, NOW, NOW, 1, 2, 2, 4, null, null, null, null, null));
        }
        Map<String, Object> schema = (Map<String, Object>) parse(Files.readString(SCHEMA));
        Map<String, Object> session = (Map<String, Object>) parse(output.toString(StandardCharsets.UTF_8));

        assertFits(session, schema);

        Map<String, Object> properties = (Map<String, Object>) schema.get("properties");
        assertThat(properties).isNotNull();
        assertThat(session.keySet()).isEqualTo(properties.keySet());
        Map<String, Object> list = (Map<String, Object>) properties.get("exchangeList");
        assertThat(list).isNotNull();
        Map<String, Object> item = (Map<String, Object>) list.get("items");
        assertThat(item).isNotNull();
        List<Object> exchanges = (List<Object>) session.get("exchangeList");
        assertThat(exchanges).hasSize(2);
        for (Object exchange : exchanges) {
            assertFits((Map<String, Object>) exchange, item);
        }
        assertThat(((Map<String, Object>) exchanges.getFirst()).keySet())
                .isEqualTo(((Map<String, Object>) item.getOrDefault("properties", Map.of())).keySet());
    }
}
