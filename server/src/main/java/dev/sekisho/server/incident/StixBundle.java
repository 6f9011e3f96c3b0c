package dev.sekisho.server.incident;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * An incident as a bundle of STIX 2.1 (OASIS Standard, 10 June 2021), marked by the Traffic Light Protocol 2.0 through the
 * extension that OASIS keeps for it. It says what happened, its cause and lessons, and which files were found; the names
 * of people and the timeline stay here.
 *
 * <p>The same incident gives the same ids at every export, so that a receiver sees new versions of one object: ids of
 * files follow the rules of the standard (section 2.9), the others are drawn from the incident's own id.
 */
final class StixBundle {
    /** Markings and the extension that gives them their meaning, as OASIS publishes them. */
    private static final Map<TrafficLight, String> MARKINGS = Map.of(
            TrafficLight.CLEAR, "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
            TrafficLight.GREEN, "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
            TrafficLight.AMBER, "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
            TrafficLight.AMBER_STRICT, "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
            TrafficLight.RED, "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1");

    private static final String TLP_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
    /** The producer is the same object in the bundles of all cases, so it was created before any of them. */
    private static final String PRODUCERS_CREATED = "2020-01-01T00:00:00.000Z";

    private static final String TLP_CREATED = "2022-10-01T00:00:00.000Z";

    /** The name space for ids of observables (section 2.9). */
    private static final UUID OBSERVABLES = UUID.fromString("00abedb4-aa42-466c-9c01-fed23315a9b7");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final JsonMapper json;
    private final Incident incident;
    private final String producer;
    private final UUID producerId;
    private final Instant modified;
    private final List<Map<String, Object>> objects = new ArrayList<>();

    /**
     * @param producer the name of the organisation that passes it on
     * @param producerId its id here
     * @param modified when the case last changed
     */
    StixBundle(JsonMapper json, Incident incident, String producer, UUID producerId, Instant modified) {
        this.json = json;
        this.incident = incident;
        this.producer = producer;
        this.producerId = producerId;
        this.modified = modified.isBefore(incident.opened()) ? incident.opened() : modified;
    }

    /** The bundle as JSON in UTF-8. */
    byte[] write(List<EvidenceFile> files) throws IOException {
        objects.add(marking());
        objects.add(identity());
        objects.add(incidentObject());
        if (!incident.rootCause().isEmpty() || !incident.lessons().isEmpty()) {
            objects.add(findings());
        }
        files.forEach(this::addFile);
        Map<String, Object> bundle = new LinkedHashMap<>();
        bundle.put("type", "bundle");
        bundle.put("id", "bundle--" + derived("bundle", incident.id() + TIME.format(modified)));
        bundle.put("objects", objects);
        return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(bundle);
    }

    private Map<String, Object> marking() {
        String level = incident.marking().label().substring("TLP:".length()).toLowerCase(Locale.ROOT);
        Map<String, Object> marking = new LinkedHashMap<>();
        marking.put("type", "marking-definition");
        marking.put("spec_version", "2.1");
        marking.put("id", markingId());
        marking.put("created", TLP_CREATED);
        marking.put("name", incident.marking().label());
        marking.put(
                "extensions", Map.of(TLP_EXTENSION, ordered("extension_type", "property-extension", "tlp_2_0", level)));
        return marking;
    }

    private String markingId() {
        return MARKINGS.getOrDefault(incident.marking(), "");
    }

    private Map<String, Object> identity() {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("type", "identity");
        identity.put("spec_version", "2.1");
        identity.put("id", identityId());
        identity.put("created", PRODUCERS_CREATED);
        identity.put("modified", TIME.format(modified));
        identity.put("name", producer);
        identity.put("identity_class", "organization");
        return identity;
    }

    private String identityId() {
        return "identity--" + derived("identity", producerId.toString());
    }

    private String incidentId() {
        return "incident--" + derived("incident", incident.id().toString());
    }

    private Map<String, Object> incidentObject() {
        Map<String, Object> object =
                object("incident", derived("incident", incident.id().toString()));
        object.put("name", incident.title());
        if (!incident.summary().isEmpty()) {
            object.put("description", incident.summary());
        }
        List<String> labels = new ArrayList<>();
        labels.add("severity:" + code(incident.severity()));
        labels.add("category:" + code(incident.category()));
        labels.add("state:" + code(incident.state()));
        if (incident.outcome() != null) {
            labels.add("outcome:" + code(incident.outcome()));
        }
        if (incident.drill()) {
            labels.add("drill");
        }
        object.put("labels", labels);
        object.put("external_references", List.of(ordered("source_name", "sekisho", "external_id", incident.label())));
        return object;
    }

    private static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Map<String, Object> findings() {
        Map<String, Object> note = object("note", derived("note", incident.id().toString()));
        note.put("abstract", "Root cause and lessons");
        note.put("content", (incident.rootCause() + "\n\n" + incident.lessons()).strip());
        note.put("object_refs", List.of(incidentId()));
        return note;
    }

    /** A file, that it was seen, and that this belongs to the incident. */
    private void addFile(EvidenceFile file) {
        String fileId = "file--" + fileId(file);
        if (objects.stream().noneMatch(object -> fileId.equals(object.get("id")))) {
            Map<String, Object> observable = new LinkedHashMap<>();
            observable.put("type", "file");
            observable.put("spec_version", "2.1");
            observable.put("id", fileId);
            observable.put("object_marking_refs", List.of(markingId()));
            observable.put("hashes", Map.of("SHA-256", file.digest()));
            observable.put("size", file.size());
            observable.put("name", file.name());
            objects.add(observable);
        }
        Map<String, Object> seen =
                object("observed-data", derived("observed-data", file.id().toString()));
        seen.put("first_observed", TIME.format(file.added()));
        seen.put("last_observed", TIME.format(file.added()));
        seen.put("number_observed", 1);
        seen.put("object_refs", List.of(fileId));
        objects.add(seen);
        Map<String, Object> relation =
                object("relationship", derived("relationship", file.id().toString()));
        relation.put("relationship_type", "related-to");
        relation.put("source_ref", incidentId());
        relation.put("target_ref", String.valueOf(seen.get("id")));
        objects.add(relation);
    }

    /** What every object of a domain or relationship has (section 3.2). */
    private Map<String, Object> object(String type, UUID id) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", type);
        object.put("spec_version", "2.1");
        object.put("id", type + "--" + id);
        object.put("created_by_ref", identityId());
        object.put("created", TIME.format(incident.opened()));
        object.put("modified", TIME.format(modified));
        object.put("object_marking_refs", List.of(markingId()));
        return object;
    }

    /** UUIDv5 over the contributing properties in canonical JSON (section 2.9, RFC 8785): for a file, hash and name. */
    private UUID fileId(EvidenceFile file) {
        String canonical = "{\"hashes\":{\"SHA-256\":\"" + file.digest() + "\"},\"name\":"
                + json.writeValueAsString(file.name()) + "}";
        byte[] digest = digest("SHA-1", bytes(OBSERVABLES), canonical.getBytes(StandardCharsets.UTF_8));
        return uuid(digest, 5);
    }

    /** An id that looks drawn at random and is the same at every export. */
    private static UUID derived(String kind, String from) {
        return uuid(
                digest(
                        "SHA-256",
                        ("stix " + kind + " ").getBytes(StandardCharsets.UTF_8),
                        from.getBytes(StandardCharsets.UTF_8)),
                4);
    }

    private static byte[] bytes(UUID id) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (id.getMostSignificantBits() >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (id.getLeastSignificantBits() >>> (56 - 8 * i));
        }
        return bytes;
    }

    private static byte[] digest(String algorithm, byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(first);
            return digest.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static UUID uuid(byte[] digest, int version) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = (high << 8) | (digest[i] & 0xff);
            low = (low << 8) | (digest[8 + i] & 0xff);
        }
        high = (high & ~0xf000L) | ((long) version << 12);
        low = (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static Map<String, Object> ordered(String first, String value, String second, String other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, value);
        map.put(second, other);
        return map;
    }
}
