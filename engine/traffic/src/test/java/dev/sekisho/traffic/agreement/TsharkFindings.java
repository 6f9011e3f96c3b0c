package dev.sekisho.traffic.agreement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tshark over a capture and counts. Segments are joined as Sekisho does, checksums are not verified because captures
 * hold unfinished ones, and names are not resolved. Only TCP is asked for HTTP: SSDP, which tshark calls HTTP too, is HTTP
 * over UDP and no session with a server.
 */
final class TsharkFindings {
    /** What joins several values of one field in one frame. */
    private static final String JOINT = "\u0001";

    private static final List<String> FIELDS = List.of(
            "tcp.stream",
            "udp.stream",
            "http.request.method",
            "http.request.uri",
            "http.host",
            "http.user_agent",
            "http.response.code",
            "http.content_type",
            "http.server",
            "http2.headers.method",
            "http2.headers.status",
            "tls.handshake.type",
            "tls.handshake.extensions_server_name");

    private static final List<String> OPTIONS = List.of(
            "-n",
            "-o",
            "tcp.desegment_tcp_streams:TRUE",
            "-o",
            "tcp.reassemble_out_of_order:TRUE",
            "-o",
            "tcp.check_checksum:FALSE",
            "-o",
            "ip.check_checksum:FALSE",
            "-o",
            "udp.check_checksum:FALSE",
            "-Y",
            "(tcp && (http.request.method || http.response.code || http2.headers.method || http2.headers.status))"
                    + " || tls.handshake.type == 1");

    /** How tshark is asked. No manner shows everything: each finds messages that the others leave out. */
    enum Manner {
        /** Waits for segments out of order; shows nothing more of a direction in which one was lost. */
        WAITING,
        /** Does not wait for segments out of order, and so goes on behind lost ones. */
        NOT_WAITING,
        /** Besides, shows a message before its body is whole, and believes content before port numbers. */
        EAGER;

        List<String> options() {
            return switch (this) {
                case WAITING -> List.of();
                case NOT_WAITING -> List.of("-o", "tcp.reassemble_out_of_order:FALSE");
                case EAGER ->
                    List.of(
                            "-o", "tcp.reassemble_out_of_order:FALSE",
                            "-o", "http.desegment_body:FALSE",
                            "-o", "tcp.try_heuristic_first:TRUE");
            };
        }
    }

    private static final int SECONDS_PER_CAPTURE = 300;

    private TsharkFindings() {}

    /** The version of the tshark that is installed, null if there is none. */
    static @Nullable String version() throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder("tshark", "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();
            return text.lines().findFirst().orElse("").replaceAll("^TShark \\(Wireshark\\) (\\S+).*", "$1");
        } catch (IOException e) {
            return null;
        }
    }

    /** Asks tshark, or the answer that is kept in {@code folder} under {@code key} from an earlier time. */
    static Findings of(Path capture, Manner manner, Path folder, String key) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(OPTIONS);
        options.addAll(manner.options());
        List<String> command = new ArrayList<>(List.of("tshark", "-r", capture.toString(), "-T", "fields"));
        command.addAll(options);
        command.addAll(List.of("-E", "separator=/t", "-E", "aggregator=" + JOINT));
        for (String field : FIELDS) {
            command.add("-e");
            command.add(field);
        }
        Path kept = folder.resolve(key + "-" + Integer.toHexString((options.toString() + FIELDS).hashCode()) + ".tsv");
        if (!Files.exists(kept)) {
            Path fresh = Files.createTempFile(folder, "tshark-", ".tsv");
            Process process = new ProcessBuilder(command)
                    .redirectOutput(fresh.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(SECONDS_PER_CAPTURE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("tshark took longer than " + SECONDS_PER_CAPTURE + " s for " + capture);
            }
            // tshark ends with 2 for captures that are cut off and still prints all that it could read
            Files.move(fresh, kept);
        }
        return count(Files.readAllLines(kept, UTF_8));
    }

    private static Findings count(List<String> lines) {
        Findings findings = new Findings();
        Set<String> hellos = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (String line : lines) {
            String[] cells = line.split("\t", -1);
            if (cells.length < FIELDS.size()) {
                continue;
            }
            boolean tcp = !cells[0].isEmpty();
            if (tcp) {
                messages(cells, findings);
            }
            if (values(cells[11]).contains("1")) {
                String stream = tcp ? "tcp " + cells[0] : "udp " + cells[1];
                hellos.add(stream);
                if (!cells[12].isEmpty()) {
                    names.add(stream);
                }
            }
        }
        findings.add(Quantity.CLIENT_HELLOS, hellos.size());
        findings.add(Quantity.SERVER_NAMES, names.size());
        return findings;
    }

    private static void messages(String[] cells, Findings findings) {
        List<String> methods = values(cells[2]);
        List<String> codes = values(cells[6]);
        int finalCodes = (int) codes.stream().filter(TsharkFindings::isFinal).count();
        findings.add(Quantity.REQUESTS, methods.size());
        findings.add(Quantity.RESPONSES, finalCodes);
        findings.add(Quantity.HTTP2_REQUESTS, values(cells[9]).size());
        findings.add(Quantity.HTTP2_RESPONSES, (int)
                values(cells[10]).stream().filter(TsharkFindings::isFinal).count());
        boolean alone = methods.size() + codes.size() == 1;
        for (String cell : cells) {
            alone &= !cell.contains(JOINT);
        }
        // the fields of a frame with several messages cannot be told apart
        if (alone && methods.size() == 1) {
            boolean hostSent = !cells[3].contains("://") && !cells[2].equals("CONNECT");
            findings.requests.add(line(cells[2], cells[3], hostSent ? cells[4] : "", cells[5]));
        } else if (alone && finalCodes == 1) {
            findings.responses.add(line(cells[6], cells[7], cells[8]));
        }
    }

    private static boolean isFinal(String code) {
        return !code.startsWith("1") || code.equals("101");
    }

    private static List<String> values(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(JOINT, -1));
    }

    /** Facts as one line, absent and empty ones alike. */
    static String line(@Nullable String... facts) {
        StringBuilder line = new StringBuilder();
        for (String fact : facts) {
            line.append(fact == null ? "" : fact.strip()).append(" | ");
        }
        return line.toString();
    }
}
