package dev.sekisho.extrusion.application;

import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What is known of applications: their names, certificates, user agents, paths, protocols, fingerprints, networks and
 * first bytes. Immutable after loading; safe between threads.
 */
public final class ApplicationCatalogue {
    private static final Set<String> KEYS = Set.of(
            "id",
            "name",
            "category",
            "names",
            "certificates",
            "user-agents",
            "paths",
            "alpn",
            "ja3",
            "ja4",
            "networks",
            "openings");

    private final Map<String, Application> byId = new LinkedHashMap<>();
    private final Map<String, Application> byDomain = new HashMap<>();
    private final Map<String, Application> byFingerprint = new HashMap<>();
    private final List<Entry<String>> certificates = new ArrayList<>();
    private final List<Entry<String>> userAgents = new ArrayList<>();
    private final List<Entry<String>> paths = new ArrayList<>();
    private final List<Entry<String>> alpn = new ArrayList<>();
    private final List<Entry<IpNetwork>> networks = new ArrayList<>();
    private final List<Entry<OpeningSign>> openings = new ArrayList<>();

    record Entry<T>(T value, Application application) {}

    private ApplicationCatalogue() {}

    /** The catalogue that ships with the product. */
    public static ApplicationCatalogue shipped() {
        try (InputStream in = ApplicationCatalogue.class.getResourceAsStream("applications.yaml")) {
            if (in == null) {
                throw new IllegalStateException("applications.yaml is missing from the product");
            }
            return read(in);
        } catch (IOException e) {
            throw new IllegalStateException("applications.yaml of the product cannot be read", e);
        }
    }

    /**
     * Reads a catalogue in the form of the shipped {@code applications.yaml}.
     *
     * @throws IllegalArgumentException naming the application and what is wrong with it
     */
    public static ApplicationCatalogue read(InputStream in) {
        Object document;
        try {
            document = new Load(LoadSettings.builder().setLabel("applications").build()).loadFromInputStream(in);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("the catalogue is no valid YAML: " + e.getMessage(), e);
        }
        if (!(document instanceof List<?> entries)) {
            throw new IllegalArgumentException("the catalogue must be a list of applications");
        }
        ApplicationCatalogue catalogue = new ApplicationCatalogue();
        for (Object entry : entries) {
            if (!(entry instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("expected an application with id and name, but got: " + entry);
            }
            try {
                catalogue.add(map);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("application \"" + map.get("id") + "\": " + e.getMessage(), e);
            }
        }
        return catalogue;
    }

    private void add(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                throw new IllegalArgumentException("unknown setting \"" + key + "\"");
            }
        }
        Application application =
                new Application(required(map, "id"), required(map, "name"), Category.of(required(map, "category")));
        if (byId.put(application.id(), application) != null) {
            throw new IllegalArgumentException("defined twice");
        }
        for (String name : texts(map, "names")) {
            byDomain.put(name.toLowerCase(Locale.ROOT), application);
        }
        for (String fingerprint : texts(map, "ja3")) {
            byFingerprint.put(fingerprint, application);
        }
        for (String fingerprint : texts(map, "ja4")) {
            byFingerprint.put(fingerprint, application);
        }
        addAll(certificates, texts(map, "certificates"), application);
        addAll(userAgents, texts(map, "user-agents"), application);
        addAll(paths, texts(map, "paths"), application);
        addAll(alpn, texts(map, "alpn"), application);
        addAll(networks, texts(map, "networks").stream().map(IpNetwork::parse).toList(), application);
        if (map.get("openings") instanceof List<?> list) {
            for (Object opening : list) {
                if (!(opening instanceof Map<?, ?> fields)) {
                    throw new IllegalArgumentException("an opening needs text or hex, but got: " + opening);
                }
                openings.add(new Entry<>(opening(fields), application));
            }
        }
    }

    private static OpeningSign opening(Map<?, ?> fields) {
        Transport transport = fields.get("transport") instanceof String name
                ? Transport.valueOf(name.toUpperCase(Locale.ROOT))
                : null;
        OpeningSign.Side side = fields.get("side") instanceof String name
                ? OpeningSign.Side.valueOf(name.toUpperCase(Locale.ROOT))
                : OpeningSign.Side.EITHER;
        if (fields.get("text") instanceof String text) {
            return OpeningSign.ofText(transport, side, text);
        }
        if (fields.get("hex") instanceof String hex) {
            return OpeningSign.ofHex(transport, side, hex);
        }
        throw new IllegalArgumentException("an opening needs text or hex, but got: " + fields);
    }

    private static <T> void addAll(List<Entry<T>> target, Collection<T> values, Application application) {
        for (T value : values) {
            target.add(new Entry<>(value, application));
        }
    }

    private static String required(Map<?, ?> map, String key) {
        if (map.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("\"" + key + "\" is missing");
    }

    private static List<String> texts(Map<?, ?> map, String key) {
        Object value = map.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("\"" + key + "\" must be a list");
        }
        return list.stream().map(String::valueOf).toList();
    }

    /** All applications in the order of the file. */
    public Collection<Application> applications() {
        return byId.values();
    }

    /** The application with that id, null if there is none. */
    public @Nullable Application byId(String id) {
        return byId.get(id);
    }

    /** The application whose domain {@code name} is or lies below, null if there is none. */
    @Nullable
    Application byDomain(String name) {
        String rest = name;
        while (true) {
            Application application = byDomain.get(rest);
            if (application != null) {
                return application;
            }
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return null;
            }
            rest = rest.substring(dot + 1);
        }
    }

    @Nullable
    Application byFingerprint(@Nullable String fingerprint) {
        return fingerprint == null ? null : byFingerprint.get(fingerprint);
    }

    List<Entry<String>> certificates() {
        return certificates;
    }

    List<Entry<String>> userAgents() {
        return userAgents;
    }

    List<Entry<String>> paths() {
        return paths;
    }

    List<Entry<String>> alpn() {
        return alpn;
    }

    List<Entry<IpNetwork>> networks() {
        return networks;
    }

    List<Entry<OpeningSign>> openings() {
        return openings;
    }

    /**
     * The application with that id, for signs that are code.
     *
     * @throws IllegalStateException if the catalogue lacks it
     */
    Application known(String id) {
        Application application = byId.get(id);
        if (application == null) {
            throw new IllegalStateException("the catalogue lacks the application \"" + id + "\"");
        }
        return application;
    }
}
