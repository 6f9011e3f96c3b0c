package dev.sekisho.server.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bundle against the rules of STIX 2.1 that concern its objects, written down from the standard: common properties
 * (section 3.2), ids and references (2.9, 2.10), times (3.1 with RFC 3339), bundle (8), incident (4.9), identity (4.5), note
 * (4.13), observed data (4.14), relationship (5.1), file (6.7), marking definition with an extension (7.2, 7.3).
 */
class StixBundleTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final UUID PRODUCER = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final String UUID_OF_RFC_4122 =
            "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    /** Which properties each type must have beside the common ones, and which it may have. */
    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "incident", Set.of("name"),
            "identity", Set.of("name"),
            "note", Set.of("content", "object_refs"),
            "observed-data", Set.of("first_observed", "last_observed", "number_observed", "object_refs"),
            "relationship", Set.of("relationship_type", "source_ref", "target_ref"),
            "file", Set.of("hashes"),
            "marking-definition", Set.of("extensions"));

    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "incident", Set.of("name", "description"),
            "identity", Set.of("name", "description", "roles", "identity_class", "sectors", "contact_information"),
            "note", Set.of("abstract", "content", "authors", "object_refs"),
            "observed-data", Set.of("first_observed", "last_observed", "number_observed", "object_refs"),
            "relationship",
                    Set.of("relationship_type", "description", "source_ref", "target_ref", "start_time", "stop_time"),
            "file", Set.of("hashes", "size", "name", "name_enc", "mime_type"),
            "marking-definition", Set.of("name", "extensions"));

    private static final Set<String> COMMON = Set.of(
            "type",
            "spec_version",
            "id",
            "created_by_ref",
            "created",
            "modified",
            "revoked",
            "labels",
            "confidence",
            "lang",
            "external_references",
            "object_marking_refs");

    private static Incident incident(TrafficLight marking) {
        return new Incident(
                UUID.fromString("01a20ea5-27a9-7bc9-aa2a-980248c7436b"),
                12,
                PRODUCER,
                "端末の感染",
                "A machine spoke to \"elsewhere\"",
                IncidentSeverity.HIGH,
                IncidentCategory.UNAUTHORIZED_ACCESS,
                marking,
                ResponsePhase.LEARN,
                IncidentState.CLOSED,
                IncidentOutcome.NO_HARM,
                true,
                "hand",
                "",
                null,
                Instant.parse("2026-01-02T03:04:05Z"),
                Instant.parse("2026-01-02T03:05:06.789123Z"),
                "Opener",
                Instant.parse("2026-02-01T00:00:00Z"),
                "Closer",
                BigDecimal.ONE,
                "JPY",
                "Cause",
                "Lesson",
                null,
                7);
    }

    private static JsonNode bundle(TrafficLight marking) throws IOException {
        EvidenceFile file = new EvidenceFile(
                UUID.fromString("01a20ea5-27c5-7272-b000-79caaf35d7ce"),
                "foo.dll",
                "ceafbfd424be2ca4a5f0402cae090dda2fb0526cf521b60b60077c0f622b285a",
                25536,
                "",
                Instant.parse("2026-01-03T00:00:00Z"),
                "Somebody");
        EvidenceFile again = new EvidenceFile(
                UUID.fromString("01a20ea5-27eb-7888-a9e1-ddf14733bab3"),
                file.name(),
                file.digest(),
                file.size(),
                "",
                file.added(),
                "Another");
        byte[] written = new StixBundle(
                        JSON, incident(marking), "Aozora", PRODUCER, Instant.parse("2026-02-01T00:00:00Z"))
                .write(List.of(file, again));
        return JSON.readTree(written);
    }

    @ParameterizedTest
    @EnumSource(TrafficLight.class)
    void keepsTheRulesOfTheStandard(TrafficLight marking) throws IOException {
        JsonNode bundle = bundle(marking);
        List<String> faults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        bundle.get("objects").forEach(object -> {
            if (!ids.add(object.get("id").asString())) {
                faults.add("twice: " + object.get("id"));
            }
        });

        assertThat(bundle.propertyNames()).containsExactly("type", "id", "objects");
        assertThat(bundle.get("id").asString()).matches("bundle--" + UUID_OF_RFC_4122);
        bundle.get("objects").forEach(object -> check(object, ids, faults));
        assertThat(faults).isEmpty();
    }

    private static void check(JsonNode object, Set<String> ids, List<String> faults) {
        String type = object.get("type").asString();
        Set<String> present = new HashSet<>(object.propertyNames());
        if (!object.get("id").asString().matches(type + "--" + UUID_OF_RFC_4122)) {
            faults.add("id of " + object);
        }
        if (!object.get("spec_version").asString().equals("2.1")) {
            faults.add("version of " + object);
        }
        if (!present.containsAll(REQUIRED.getOrDefault(type, Set.of()))) {
            faults.add(type + " lacks one of " + REQUIRED.getOrDefault(type, Set.of()));
        }
        for (String name : present) {
            if (!COMMON.contains(name) && !ALLOWED.getOrDefault(type, Set.of()).contains(name)) {
                faults.add(type + " has the unknown property " + name);
            }
            if (!name.matches("[a-z0-9_]{3,250}") && !name.equals("id")) {
                faults.add("name of a property: " + name);
            }
        }
        boolean observable = type.equals("file");
        if (observable == present.contains("created")) {
            faults.add("created of " + type);
        }
        if (present.contains("modified")
                && object.get("modified")
                                .asString()
                                .compareTo(object.get("created").asString())
                        < 0) {
            faults.add(type + " was modified before it was created");
        }
        object.properties().forEach(property -> {
            JsonNode value = property.getValue();
            String name = property.getKey();
            if (Set.of("created", "modified", "first_observed", "last_observed").contains(name)
                    && !value.asString().matches(TIME)) {
                faults.add("time " + value);
            }
            if (name.endsWith("_ref") && !ids.contains(value.asString())) {
                faults.add(name + " leads nowhere: " + value);
            }
            if (name.endsWith("_refs")) {
                value.forEach(one -> {
                    if (!ids.contains(one.asString())) {
                        faults.add(name + " leads nowhere: " + one);
                    }
                });
            }
            if (value.isArray() && value.isEmpty()) {
                faults.add("the list " + name + " is empty");
            }
        });
    }

    @Test
    void isMarkedWithTheObjectThatOasisPublishes() throws IOException {
        JsonNode marking = bundle(TrafficLight.AMBER_STRICT).get("objects").get(0);

        assertThat(marking).isEqualTo(JSON.readTree("""
                {"type":"marking-definition","spec_version":"2.1",
                 "id":"marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003","created":"2022-10-01T00:00:00.000Z",
                 "name":"TLP:AMBER+STRICT",
                 "extensions":{"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d":
                   {"extension_type":"property-extension","tlp_2_0":"amber+strict"}}}"""));
    }

    @Test
    void givesAFileTheIdThatEveryProducerGivesIt() throws IOException {
        List<String> ids = new ArrayList<>();
        bundle(TrafficLight.GREEN).get("objects").forEach(object -> {
            if (object.get("type").asString().equals("file")) {
                ids.add(object.get("id").asString());
            }
        });

        assertThat(ids).containsExactly("file--0eb905cf-f7d3-51a8-a472-c4c76d1880e5");
    }

    @Test
    void isTheSameAtEveryExport() throws IOException {
        assertThat(bundle(TrafficLight.RED)).isEqualTo(bundle(TrafficLight.RED));
    }

    @Test
    void namesNobody() throws IOException {
        assertThat(bundle(TrafficLight.RED).toString()).doesNotContain("Opener", "Closer", "Somebody", "Another");
    }
}
