package dev.sekisho.traffic.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.input.ProgressListener;
import dev.sekisho.traffic.input.TrafficReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Holds fingerprints and names against those that nDPI gives for the flows of the public captures that lie beside the
 * repository.
 *
 * <p>nDPI's JA4 departs from the definition, which is allowed for: it writes {@code d} for a hello without server_name and
 * {@code i} for one with a numeric address; it shows the first two characters of the first protocol instead of the first
 * and the last, and 0 for the second where a protocol of two characters stands alone; it hashes an empty list of
 * extensions instead of writing zeros.
 */
class FingerprintAgreementTest {
    private static final Pattern FLOW = Pattern.compile("\\s+\\d+\\s+(TCP|UDP) \\S+:(\\d+) <?->? ?\\S+:(\\d+) .*");
    private static final String HASH_OF_NOTHING = "e3b0c44298fc";

    /** Flows that are not compared, by capture and port of one end, each with its reason. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "tls_invalid_reads.pcap 3967", "the hello's lengths contradict each other: no fingerprint is given",
            "tls_invalid_reads.pcap 58552", "the packet with the hello is cut by the capture",
            "capwap_data.pcapng 47025", "inside encrypted-looking CAPWAP data packets, which are not unpacked",
            "heuristic_tcp_ack_payload.pcap 27453", "two stray bytes stand before the hello",
            "heuristic_tcp_ack_payload.pcap 6946", "two stray bytes stand before the hello",
            "heuristic_tcp_ack_payload.pcap 58155", "two stray bytes stand before the hello",
            "heuristic_tcp_ack_payload.pcap 62580", "two stray bytes stand before the hello",
            "heuristic_tcp_ack_payload.pcap 49756", "two stray bytes stand before the hello");

    private int compared;

    @Test
    void agreesWithNdpiOnFingerprintsAndNames() throws IOException {
        assumeTrue(Files.isDirectory(captures()), "the public captures are not there (../shared/captures)");
        List<String> differences = new ArrayList<>();

        for (String folder : List.of("apps", "applications")) {
            try (Stream<Path> files = Files.list(captures().resolve(folder))) {
                for (Path labels : files.filter(file -> file.toString().endsWith(".out"))
                        .sorted()
                        .toList()) {
                    compare(labels, differences);
                }
            }
        }

        assertThat(String.join("\n", differences)).isEmpty();
        assertThat(compared).isGreaterThan(400);
    }

    private void compare(Path labels, List<String> differences) throws IOException {
        List<String> flows = Files.readAllLines(labels, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains("[JA3C: ") || line.contains("[JA4: ") || line.contains("[JA3S: "))
                .filter(line -> !line.contains("DTLS"))
                .toList();
        if (flows.isEmpty()) {
            return;
        }
        String name = labels.getFileName().toString().replaceFirst("\\.out$", "");
        Map<String, List<TlsFacts>> ours = read(labels.resolveSibling(name));
        for (String line : flows) {
            Matcher flow = FLOW.matcher(line);
            if (!flow.matches()
                    || LEFT_OUT.containsKey(name + " " + flow.group(2))
                    || LEFT_OUT.containsKey(name + " " + flow.group(3))) {
                continue;
            }
            List<TlsFacts> found = ours.getOrDefault(key(flow.group(1), flow.group(2), flow.group(3)), List.of());
            for (String field : List.of("JA3C", "JA4", "JA3S", "Hostname/SNI")) {
                String theirs = field(line, field);
                if (theirs != null) {
                    compared++;
                    if (found.stream().noneMatch(facts -> agrees(field, theirs, facts))) {
                        differences.add(name + " " + flow.group(2) + " " + field + " " + theirs + " " + found);
                    }
                }
            }
        }
    }

    private static boolean agrees(String field, String theirs, TlsFacts facts) {
        return switch (field) {
            case "JA3C" -> theirs.equals(facts.ja3());
            case "JA3S" -> theirs.equals(facts.ja3s());
            case "JA4" -> facts.ja4() != null && theirs.equals(inNdpisWay(facts, theirs));
            default -> theirs.equalsIgnoreCase(facts.serverName());
        };
    }

    private static String inNdpisWay(TlsFacts facts, String theirs) {
        String ours = Objects.requireNonNull(facts.ja4());
        String name = facts.serverName();
        boolean numeric = name != null && name.matches("[0-9.]+");
        char named = name == null || numeric ? theirs.charAt(3) : ours.charAt(3);
        String protocol =
                facts.alpn().isEmpty() ? "00" : facts.alpn().getFirst().substring(0, 2);
        if (facts.alpn().size() == 1 && facts.alpn().getFirst().length() == 2) {
            protocol = protocol.charAt(0) + "0";
        }
        String extensions = ours.startsWith("00", 6) ? HASH_OF_NOTHING : ours.substring(24);
        return ours.substring(0, 3) + named + ours.substring(4, 8) + protocol + ours.substring(10, 24) + extensions;
    }

    private static @Nullable String field(String line, String name) {
        int at = line.indexOf("[" + name + ": ");
        if (at < 0) {
            return null;
        }
        int start = at + name.length() + 3;
        return line.substring(start, line.indexOf(']', start)).replaceFirst(" \\((WEAK|INSECURE)\\)$", "");
    }

    private static Map<String, List<TlsFacts>> read(Path capture) {
        Map<String, List<TlsFacts>> facts = new HashMap<>();
        new TrafficReader()
                .read(
                        List.of(capture),
                        SessionSettings.DEFAULT,
                        new SessionSink() {
                            @Override
                            public void connection(long session, SessionKey key, Connection connection) {
                                TlsFacts told = connection.tls();
                                if (told != null) {
                                    String ports = key(
                                            connection.transport().name(),
                                            Integer.toString(connection.clientPort()),
                                            Integer.toString(connection.serverPort()));
                                    facts.computeIfAbsent(ports, any -> new ArrayList<>())
                                            .add(told);
                                }
                            }
                        },
                        ProgressListener.NONE);
        return facts;
    }

    private static String key(String transport, String port, String otherPort) {
        return port.compareTo(otherPort) < 0
                ? transport + " " + port + " " + otherPort
                : transport + " " + otherPort + " " + port;
    }

    private static Path captures() {
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.exists(root.resolve("engine"))) {
            root = root.getParent();
        }
        return root.resolve("../shared/captures").normalize();
    }
}
