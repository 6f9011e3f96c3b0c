package dev.sekisho.traffic.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sekisho.traffic.Losses;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the reader against Wireshark's capinfos over every public capture that lies beside the repository. */
class CaptureAgreementTest {
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

    private static long nanos(String seconds) {
        return new BigDecimal(seconds).multiply(NANOS_PER_SECOND).longValueExact();
    }
}
