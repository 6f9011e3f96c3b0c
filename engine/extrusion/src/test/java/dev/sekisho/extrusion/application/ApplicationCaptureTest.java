package dev.sekisho.extrusion.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.extrusion.SharedCaptures;
import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.policy.ApplicationAlerts;
import dev.sekisho.extrusion.policy.PolicyFile;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.input.TrafficReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Compares recognised applications with nDPI's labels on real captures, through docs/application-names.md. */
class ApplicationCaptureTest {
    private static final ApplicationCatalogue CATALOGUE = ApplicationCatalogue.shipped();
    private static final ApplicationRecogniser RECOGNISER = new ApplicationRecogniser(CATALOGUE);

    private static final Pattern FLOW = Pattern.compile(
            "\\s\\d+\\s(TCP|UDP) \\[?([0-9a-fA-F.:]+)]?:(\\d+) (?:<->|->) \\[?([0-9a-fA-F.:]+)]?:(\\d+) .*?\\[proto: [^/]*/([^]]+)]");

    /** What each capture of prohibited applications shows, by nDPI's labels or, where it has none, by its name. */
    private static final Map<String, String> EXPECTED = Map.ofEntries(
            Map.entry("anydesk.pcapng", "AnyDesk"),
            Map.entry("bittorrent.pcap", "BitTorrent"),
            Map.entry("bt-http.pcapng", "BitTorrent"),
            Map.entry("doh.pcapng", "DNS over HTTPS"),
            Map.entry("dropbox.pcap", "Dropbox"),
            Map.entry("gnutella.pcap", "Gnutella"),
            Map.entry("mining.pcapng", "Cryptocurrency mining"),
            Map.entry("psiphon3.pcap", "Psiphon"),
            Map.entry("softether.pcap", "SoftEther VPN"),
            Map.entry("telegram.pcap", "Telegram"),
            Map.entry("tls_torrent.pcapng", "BitTorrent"),
            Map.entry("tor.pcap", "Tor"),
            Map.entry("tunnelbear.pcap", "TunnelBear"),
            Map.entry("ultrasurf.pcap", "UltraSurf"));

    /** Where the name is right and nDPI's label is coarser; docs/application-names.md says why. */
    private static final Map<String, Integer> COARSER_LABELS = Map.of(
            "quickplay.pcap: HTTP_Proxy.QQ named wechat because the server's name is hkextshort.weixin.qq.com", 2,
            "quickplay.pcap: HTTP_Proxy.QQ named wechat because the server's name is hkminorshort.weixin.qq.com", 1,
            "sites.pcapng: TLS.Microsoft named onedrive because the server's name is onedrive.com", 1,
            "tls_port_80.pcapng: TLS named anydesk because the certificate names AnyNet Root CA", 1);

    @Test
    void namesEveryProhibitedApplication() {
        Path folder = SharedCaptures.folder("apps");
        List<String> missed = new ArrayList<>();

        EXPECTED.forEach((file, application) -> {
            Set<String> named = new TreeSet<>();
            for (Alert alert : alerts(folder.resolve(file))) {
                named.add(String.valueOf(alert.application()));
            }
            if (!named.contains(application)) {
                missed.add(file + ": expected " + application + ", found " + named);
            }
        });

        assertThat(missed).isEmpty();
    }

    @Test
    void givesNoFlowOfAnOrdinaryApplicationAWrongName() throws IOException {
        Path folder = SharedCaptures.folder("applications");
        Map<String, Set<String>> labels = publishedLabels();
        Map<String, Integer> wrong = new TreeMap<>();
        int flows = 0;

        for (Path capture : SharedCaptures.labelled(folder)) {
            Map<String, String> labelOfFlow = labelsBeside(capture);
            flows += labelOfFlow.size();
            read(capture, new SessionSink() {
                @Override
                public void connection(long session, SessionKey key, Connection connection) {
                    Recognition recognition = RECOGNISER.recognise(key, connection);
                    String label = labelOfFlow.get(flowKey(
                            connection.transport().name(),
                            key.client(),
                            connection.clientPort(),
                            key.address(),
                            connection.serverPort()));
                    if (recognition != null && label != null && !fits(labels, recognition, label)) {
                        wrong.merge(
                                capture.getFileName() + ": " + label + " named "
                                        + recognition.application().id() + " because "
                                        + recognition.evidence(),
                                1,
                                Integer::sum);
                    }
                }
            });
        }

        assertThat(flows).isGreaterThan(1_500);
        assertThat(wrong).isEqualTo(new TreeMap<>(COARSER_LABELS));
    }

    @Test
    void tableOfNamesCoversTheCatalogue() throws IOException {
        assertThat(publishedLabels().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        CATALOGUE.applications().stream().map(Application::id).toList());
    }

    private static List<Alert> alerts(Path capture) {
        ApplicationWatcher watcher = new ApplicationWatcher(RECOGNISER);
        read(capture, watcher);
        return ApplicationAlerts.of(watcher.uses(), new PolicyFile(CATALOGUE).shipped());
    }

    private static void read(Path capture, SessionSink sink) {
        new TrafficReader().read(List.of(capture), SessionSettings.DEFAULT, sink, (done, total, packets) -> {});
    }

    private static boolean fits(Map<String, Set<String>> labels, Recognition recognition, String label) {
        Set<String> accepted = labels.get(recognition.application().id());
        for (String part : label.split("\\.", -1)) {
            if (accepted != null && accepted.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** nDPI's label by flow; flows that it calls Unknown are left out. */
    private static Map<String, String> labelsBeside(Path capture) throws IOException {
        Map<String, String> labels = new HashMap<>();
        for (String line : Files.readAllLines(Path.of(capture + ".out"), StandardCharsets.ISO_8859_1)) {
            Matcher flow = FLOW.matcher(line);
            if (flow.find() && !flow.group(6).contains("Unknown")) {
                labels.put(
                        flowKey(
                                flow.group(1),
                                flow.group(2),
                                Integer.parseInt(flow.group(3)),
                                flow.group(4),
                                Integer.parseInt(flow.group(5))),
                        flow.group(6));
            }
        }
        return labels;
    }

    private static String flowKey(String transport, String a, int aPort, String b, int bPort) {
        String one = endpoint(a, aPort);
        String other = endpoint(b, bPort);
        return transport + " " + (one.compareTo(other) <= 0 ? one + " " + other : other + " " + one);
    }

    private static String endpoint(String address, int port) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress() + ":" + port;
        } catch (IllegalArgumentException e) {
            return address + ":" + port;
        }
    }

    private static Map<String, Set<String>> publishedLabels() throws IOException {
        Map<String, Set<String>> labels = new TreeMap<>();
        for (String line : Files.readAllLines(SharedCaptures.repository().resolve("docs/application-names.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 4
                    && !cells[1].contains("`")
                    && !cells[1].isBlank()
                    && !cells[1].contains("---")
                    && !cells[1].contains(" id ")) {
                labels.put(cells[1].strip(), Set.of(cells[2].strip().split(",\\s*", -1)));
            }
        }
        return labels;
    }
}
