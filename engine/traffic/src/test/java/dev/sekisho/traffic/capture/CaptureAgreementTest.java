package dev.sekisho.traffic.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.packet.PacketDecoder;
import dev.sekisho.traffic.packet.TransportHandler;
import dev.sekisho.traffic.packet.TransportPacket;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Holds reader and decoder against Wireshark's over every public capture that lies beside the repository. */
class CaptureAgreementTest {
    /**
     * Where the decoder differs from tshark on purpose, with its own numbers of TCP segments and UDP datagrams.
     *
     * <ul>
     *   <li>{@code teredo.pcap}, {@code capwap.pcap}: tunnels with something else than TCP or UDP inside, which tshark
     *       shows as the datagrams that carry it.
     *   <li>{@code ip_fragmented_garbage.pcap}: fragments that contradict each other, which tshark joins all the same.
     * </ul>
     */
    private static final Map<String, String> DIFFERENCES =
            Map.of("teredo.pcap", "0 0", "capwap.pcap", "0 229", "ip_fragmented_garbage.pcap", "0 0");

    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

    private static Path captures() {
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.exists(root.resolve("engine"))) {
            root = root.getParent();
        }
        return root.resolve("../shared/captures").normalize();
    }

    private static List<Path> captureFiles() throws IOException {
        try (Stream<Path> files = Files.walk(captures())) {
            return files.filter(file -> file.toString().matches(".*\\.(pcap|pcapng|cap)"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void agreesWithCapinfosOnPacketsAndTimes() throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(captures()), "the public captures are not there (../shared/captures)");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/capinfos")), "capinfos is missing (Debian wireshark-common)");
        List<Path> files = captureFiles();
        List<String> command = new ArrayList<>(List.of("capinfos", "-T", "-r", "-c", "-a", "-e", "-S"));
        files.forEach(file -> command.add(file.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var theirs = new TreeMap<String, String>();
        for (String line : new String(process.getInputStream().readAllBytes(), UTF_8).split("\n", -1)) {
            String[] columns = line.split("\t", -1);
            if (columns.length < 4) {
                continue;
            }
            theirs.put(columns[0], columns[1] + " " + nanos(columns[2]) + " " + nanos(columns[3]));
        }
        process.waitFor();

        var ours = new TreeMap<String, String>();
        for (Path file : files) {
            ours.put(file.toString(), summary(file));
        }

        assertThat(ours).isNotEmpty().isEqualTo(theirs);
    }

    private static String summary(Path file) throws IOException {
        long[] counts = {0, Long.MAX_VALUE, Long.MIN_VALUE};
        try (InputFile input = InputFile.open(file)) {
            new CaptureReader(input, new Losses()).read((bytes, offset, length, wireLength, nanos, linkType) -> {
                counts[0]++;
                counts[1] = Math.min(counts[1], nanos);
                counts[2] = Math.max(counts[2], nanos);
            });
        }
        return counts[0] + " " + counts[1] + " " + counts[2];
    }

    @Test
    @Tag("long")
    void agreesWithTsharkOnSegmentsAndDatagrams() throws IOException, InterruptedException {
        assumeTrue(Files.isDirectory(captures()), "the public captures are not there (../shared/captures)");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/tshark")), "tshark is missing (Debian tshark)");

        var theirs = new TreeMap<String, String>();
        var ours = new TreeMap<String, String>();
        for (Path file : captureFiles()) {
            String name = file.getFileName().toString();
            ours.put(file.toString(), decoded(file));
            theirs.put(file.toString(), DIFFERENCES.getOrDefault(name, dissected(file)));
        }

        assertThat(ours).isNotEmpty().isEqualTo(theirs);
    }

    private static String decoded(Path file) throws IOException {
        long[] counts = new long[2];
        Losses losses = new Losses();
        PacketDecoder decoder = new PacketDecoder(
                new TransportHandler() {
                    @Override
                    public void tcp(TransportPacket segment) {
                        counts[0]++;
                    }

                    @Override
                    public void udp(TransportPacket datagram) {
                        counts[1]++;
                    }
                },
                losses);
        try (InputFile input = InputFile.open(file)) {
            new CaptureReader(input, losses).read(decoder);
        }
        return counts[0] + " " + counts[1];
    }

    /** Counts frames by the innermost of TCP and UDP, those left out that an ICMP message quotes. */
    private static String dissected(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "tshark", "-n", "-r", file.toString(), "-T", "fields", "-e", "frame.protocols")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long segments = 0;
        long datagrams = 0;
        for (String line : new String(process.getInputStream().readAllBytes(), UTF_8).split("\n", -1)) {
            String innermost = "";
            for (String protocol : line.split(":", -1)) {
                if (protocol.startsWith("icmp")) {
                    break;
                }
                if (protocol.equals("tcp") || protocol.equals("udp")) {
                    innermost = protocol;
                }
            }
            segments += innermost.equals("tcp") ? 1 : 0;
            datagrams += innermost.equals("udp") ? 1 : 0;
        }
        process.waitFor();
        return segments + " " + datagrams;
    }

    private static long nanos(String seconds) {
        return new BigDecimal(seconds).multiply(NANOS_PER_SECOND).longValueExact();
    }
}
