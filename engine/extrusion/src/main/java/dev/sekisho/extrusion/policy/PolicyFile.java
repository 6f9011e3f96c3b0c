package dev.sekisho.extrusion.policy;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.application.ApplicationCatalogue;
import dev.sekisho.extrusion.application.Category;
import dev.sekisho.traffic.IpNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a policy from YAML. Every message says where in the file what is wrong. */
public final class PolicyFile {
    private final ApplicationCatalogue catalogue;

    public PolicyFile(ApplicationCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The policy that ships with the product. */
    public Policy shipped() {
        try (InputStream in = PolicyFile.class.getResourceAsStream("policy.yaml")) {
            if (in == null) {
                throw new IllegalStateException("policy.yaml is missing from the product");
            }
            return read(in);
        } catch (IOException e) {
            throw new IllegalStateException("policy.yaml of the product cannot be read", e);
        }
    }

    /**
     * Reads a policy.
     *
     * @throws IllegalArgumentException naming the place and what is wrong there
     */
    public Policy read(InputStream in) {
        Object document;
        try {
            document = new Load(LoadSettings.builder().setLabel("policy").build()).loadFromInputStream(in);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("the policy is no valid YAML: " + e.getMessage(), e);
        }
        Node root = Node.of("policy", document, Set.of("version", "default", "rules", "units", "exceptions"));
        if (!"1".equals(root.text("version"))) {
            throw new IllegalArgumentException("policy: version must be 1, but is " + root.optionalText("version"));
        }
        String byDefault = root.optionalText("default");
        return root.checked(() -> new Policy(
                byDefault == null ? Decision.ALLOWED : Decision.of(byDefault),
                rules(root),
                units(root),
                exceptions(root)));
    }

    private List<Rule> rules(Node parent) {
        List<Rule> rules = new ArrayList<>();
        for (Node node :
                parent.children("rules", Set.of("application", "category", "decision", "conditions", "reason"))) {
            rules.add(node.checked(() -> rule(node)));
        }
        return rules;
    }

    private Rule rule(Node node) {
        String application = node.optionalText("application");
        if (application != null && catalogue.byId(application) == null) {
            throw new IllegalArgumentException("no application is called \"" + application + "\"");
        }
        String category = node.optionalText("category");
        Decision decision = Decision.of(node.text("decision"));
        Node conditions = node.child("conditions", Set.of("clients", "upload-at-most", "hours", "zone"));
        if ((decision == Decision.CONDITIONAL) != (conditions != null)) {
            throw new IllegalArgumentException("\"conditions\" go with the decision \"conditional\" and no other");
        }
        String reason = node.optionalText("reason");
        return new Rule(
                application,
                category == null ? null : Category.of(category),
                decision,
                conditions == null ? Conditions.NONE : conditions.checked(() -> conditions(conditions)),
                reason == null ? "" : reason);
    }

    private static Conditions conditions(Node node) {
        String upload = node.optionalText("upload-at-most");
        String hours = node.optionalText("hours");
        String zone = node.optionalText("zone");
        String[] ends = hours == null ? new String[0] : hours.split("-", -1);
        if (hours != null && ends.length != 2) {
            throw new IllegalArgumentException("hours must look like 08:00-19:00, but are \"" + hours + "\"");
        }
        return new Conditions(
                node.has("clients") ? networks(node, "clients") : null,
                upload == null ? null : bytes(upload),
                hours == null ? null : LocalTime.parse(ends[0].strip()),
                hours == null ? null : LocalTime.parse(ends[1].strip()),
                zone == null ? ZoneId.of("UTC") : ZoneId.of(zone));
    }

    private static long bytes(String text) {
        String[] parts = text.strip().split("\\s+", -1);
        long unit = switch (parts.length == 2 ? parts[1] : "B") {
            case "B" -> 1L;
            case "kB" -> 1_000L;
            case "MB" -> 1_000_000L;
            case "GB" -> 1_000_000_000L;
            default -> throw new IllegalArgumentException("expected a size such as 10 MB, but got \"" + text + "\"");
        };
        try {
            return Math.multiplyExact(Long.parseLong(parts[0]), unit);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("expected a size such as 10 MB, but got \"" + text + "\"", e);
        }
    }

    private List<Unit> units(Node root) {
        List<Unit> units = new ArrayList<>();
        for (Node node : root.children("units", Set.of("name", "within", "networks", "rules"))) {
            units.add(node.checked(() ->
                    new Unit(node.text("name"), node.optionalText("within"), networks(node, "networks"), rules(node))));
        }
        return units;
    }

    private static List<AlertException> exceptions(Node root) {
        List<AlertException> exceptions = new ArrayList<>();
        for (Node node : root.children(
                "exceptions", Set.of("server", "client", "application", "kind", "owner", "reason", "expires"))) {
            exceptions.add(node.checked(() -> exception(node)));
        }
        return exceptions;
    }

    private static AlertException exception(Node node) {
        String client = node.optionalText("client");
        String kind = node.optionalText("kind");
        return new AlertException(
                node.optionalText("server"),
                client == null ? null : IpNetwork.parse(client),
                node.optionalText("application"),
                kind == null ? null : Alert.Kind.of(kind),
                node.text("owner"),
                node.text("reason"),
                LocalDate.parse(node.text("expires")));
    }

    private static List<IpNetwork> networks(Node node, String key) {
        return node.texts(key).stream().map(IpNetwork::parse).toList();
    }

    /** A mapping of the file together with where it stands. */
    private record Node(String place, Map<?, ?> map) {

        static Node of(String place, @Nullable Object value, Set<String> keys) {
            if (!(value instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException(place + ": expected settings, but got: " + value);
            }
            for (Object key : map.keySet()) {
                if (!keys.contains(String.valueOf(key))) {
                    throw new IllegalArgumentException(place + ": unknown setting \"" + key + "\"; known are "
                            + String.join(", ", keys.stream().sorted().toList()));
                }
            }
            return new Node(place, map);
        }

        boolean has(String key) {
            return map.get(key) != null;
        }

        String text(String key) {
            String text = optionalText(key);
            if (text == null) {
                throw new IllegalArgumentException(place + ": \"" + key + "\" is missing");
            }
            return text;
        }

        @Nullable
        String optionalText(String key) {
            Object value = map.get(key);
            return value == null ? null : String.valueOf(value);
        }

        List<String> texts(String key) {
            Object value = map.get(key);
            if (value == null) {
                return List.of();
            }
            if (!(value instanceof List<?> list)) {
                throw new IllegalArgumentException(place + ": \"" + key + "\" must be a list");
            }
            return list.stream().map(String::valueOf).toList();
        }

        @Nullable
        Node child(String key, Set<String> keys) {
            return has(key) ? of(place + ", " + key, map.get(key), keys) : null;
        }

        List<Node> children(String key, Set<String> keys) {
            Object value = map.get(key);
            if (value == null) {
                return List.of();
            }
            if (!(value instanceof List<?> list)) {
                throw new IllegalArgumentException(place + ": \"" + key + "\" must be a list");
            }
            List<Node> nodes = new ArrayList<>();
            for (Object entry : list) {
                nodes.add(of(place + ", " + key + " " + (nodes.size() + 1), entry, keys));
            }
            return nodes;
        }

        /** Runs {@code making} and puts the place before the message of what goes wrong, unless it has one already. */
        <T> T checked(java.util.function.Supplier<T> making) {
            try {
                return making.get();
            } catch (IllegalArgumentException | DateTimeException e) {
                String message = String.valueOf(e.getMessage());
                throw new IllegalArgumentException(message.startsWith("policy") ? message : place + ": " + message, e);
            }
        }
    }
}
