package dev.sekisho.extrusion.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes alerts as one STIX 2.1 bundle: an identity for the product and, per alert, an indicator of the server with a
 * sighting of it. Identifiers are made from the content (version 5 of RFC 9562), so that the same alerts give the same
 * objects.
 */
public final class StixBundle {
    /** Name space of the identifiers, a random UUID of this product. */
    private static final UUID NAME_SPACE = UUID.fromString("0a1bb6c6-7d2e-4c39-9a53-5f5d1ce0a7d4");

    private StixBundle() {}

    /** Writes the bundle for {@code alerts} as UTF-8 and closes nothing. */
    public static void write(List<Alert> alerts, OutputStream out) throws IOException {
        JsonGenerator json = new JsonFactory()
                .createGenerator(out)
                .useDefaultPrettyPrinter()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        String identity = "identity--" + id("identity");
        Map<String, Alert> byServer = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            byServer.merge(pattern(alert), alert, (a, b) -> a.score() >= b.score() ? a : b);
        }
        json.writeStartObject();
        json.writeStringField("type", "bundle");
        json.writeStringField("id", "bundle--" + id("bundle" + alerts));
        json.writeArrayFieldStart("objects");
        if (!alerts.isEmpty()) {
            identity(json, identity, earliest(alerts));
        }
        for (Map.Entry<String, Alert> entry : byServer.entrySet()) {
            indicator(json, identity, entry.getKey(), entry.getValue());
        }
        for (Alert alert : alerts) {
            sighting(json, identity, alert);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    private static void identity(JsonGenerator json, String identity, String created) throws IOException {
        begin(json, "identity", identity, created);
        json.writeStringField("name", "Sekisho");
        json.writeStringField("identity_class", "system");
        json.writeEndObject();
    }

    private static void indicator(JsonGenerator json, String identity, String pattern, Alert alert) throws IOException {
        begin(json, "indicator", indicatorId(pattern), time(alert.firstSeen()));
        json.writeStringField("created_by_ref", identity);
        json.writeStringField("name", alert.server());
        json.writeStringField(
                "description",
                String.join(
                        "; ", alert.reasons().stream().map(Alert.Reason::text).toList()));
        json.writeArrayFieldStart("indicator_types");
        json.writeString(alert.kind() == Alert.Kind.ROGUE ? "malicious-activity" : "anomalous-activity");
        json.writeEndArray();
        json.writeNumberField("confidence", (int) Math.round(alert.score() * 100));
        json.writeStringField("pattern", pattern);
        json.writeStringField("pattern_type", "stix");
        json.writeStringField("pattern_version", "2.1");
        json.writeStringField("valid_from", time(alert.firstSeen()));
        json.writeEndObject();
    }

    private static void sighting(JsonGenerator json, String identity, Alert alert) throws IOException {
        String sighted = indicatorId(pattern(alert));
        begin(json, "sighting", "sighting--" + id(sighted + alert.client() + alert.port()), time(alert.lastSeen()));
        json.writeStringField("created_by_ref", identity);
        json.writeStringField("description", "Client " + alert.client());
        json.writeStringField("sighting_of_ref", sighted);
        json.writeStringField("first_seen", time(alert.firstSeen()));
        json.writeStringField("last_seen", time(alert.lastSeen()));
        json.writeNumberField("count", Math.min(999_999_999, Math.max(1, alert.exchanges())));
        json.writeEndObject();
    }

    private static void begin(JsonGenerator json, String type, String id, String created) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type);
        json.writeStringField("spec_version", "2.1");
        json.writeStringField("id", id);
        json.writeStringField("created", created);
        json.writeStringField("modified", created);
    }

    private static String indicatorId(String pattern) {
        return "indicator--" + id(pattern);
    }

    private static String pattern(Alert alert) {
        String type = Servers.isAddress(alert.server())
                ? (alert.server().indexOf(':') >= 0 ? "ipv6-addr" : "ipv4-addr")
                : "domain-name";
        return "[" + type + ":value = '" + alert.server().replace("\\", "\\\\").replace("'", "\\'") + "']";
    }

    private static String earliest(List<Alert> alerts) {
        return time(
                alerts.stream().map(Alert::firstSeen).min(Instant::compareTo).orElse(Instant.EPOCH));
    }

    /** STIX wants exactly three digits of a second. */
    private static String time(Instant instant) {
        String text = instant.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.length() == 20 ? text.replace("Z", ".000Z") : text;
    }

    private static UUID id(String name) {
        return NameBasedUuid.of(NAME_SPACE, name.getBytes(StandardCharsets.UTF_8));
    }
}
