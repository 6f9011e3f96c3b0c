package dev.sekisho.traffic.agreement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sekisho and tshark find the same messages and handshakes in every capture, but for the differences that
 * {@code differences.csv} lists with their numbers and reasons.
 */
class TsharkAgreementTest {
    private static final Path CAPTURES = Path.of("../../../shared/captures");
    private static final String PINNED_VERSION = "4.0.";
    private static final int AT_ONCE = 2;

    private final Path kept = Path.of("target/tshark-agreement");

    /** Captures of single applications: many and small, so that starting tshark takes nearly all of the time. */
    private static final String SINGLE_APPLICATIONS = "applications";

    @Test
    void findsWhatTsharkFinds() throws Exception {
        compare(capture -> !capture.startsWith(SINGLE_APPLICATIONS));
    }

    @Test
    @Tag("long")
    void findsWhatTsharkFindsInCapturesOfSingleApplications() throws Exception {
        compare(capture -> capture.startsWith(SINGLE_APPLICATIONS));
    }

    /** @param compared which captures, by their path within the collection */
    private void compare(Predicate<Path> compared) throws Exception {
        assumeTrue(Files.isDirectory(CAPTURES), "needs the captures in ../shared/captures");
        String version = TsharkFindings.version();
        assumeTrue(version != null, "needs tshark");
        assumeTrue(
                version.startsWith(PINNED_VERSION),
                "differences are pinned for tshark " + PINNED_VERSION + "x, but this is " + version);

        List<String> differences = differences(version, compared);

        assertThat(differences)
                .as("lines of differences.csv without their reasons")
                .isEqualTo(pinned(compared));
    }

    private List<String> differences(String version, Predicate<Path> compared)
            throws IOException, InterruptedException, ExecutionException, NoSuchAlgorithmException {
        Files.createDirectories(kept);
        List<String> differences = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<List<String>>> pending = new ArrayList<>();
            for (Map.Entry<Path, String> capture : captures().entrySet()) {
                if (!compared.test(CAPTURES.relativize(capture.getKey()))) {
                    continue;
                }
                pending.add(workers.submit(() -> differences(capture.getKey(), capture.getValue() + "-" + version)));
            }
            for (Future<List<String>> one : pending) {
                differences.addAll(one.get());
            }
        }
        return differences;
    }

    /** Where the counts differ, tshark is asked in its other manners too, and its largest figure counts. */
    private List<String> differences(Path capture, String key) throws IOException, InterruptedException {
        Findings sekisho = SekishoFindings.of(capture);
        List<Findings> tshark = new ArrayList<>();
        List<String> differences = List.of("not compared yet");
        for (TsharkFindings.Manner manner : TsharkFindings.Manner.values()) {
            if (!differences.isEmpty()) {
                tshark.add(TsharkFindings.of(capture, manner, kept, key));
                differences = differences(CAPTURES.relativize(capture).toString(), tshark, sekisho);
            }
        }
        return differences;
    }

    private static List<String> differences(String capture, List<Findings> tshark, Findings sekisho) {
        List<String> differences = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            int theirs = 0;
            int ours = 0;
            for (Findings findings : tshark) {
                if (findings.count(quantity) >= theirs) {
                    theirs = findings.count(quantity);
                    ours = sekisho.count(quantity, findings);
                }
            }
            if (theirs != ours) {
                differences.add(String.join(",", capture, quantity.name(), "" + theirs, "" + ours));
            }
        }
        return differences;
    }

    /** All captures by path, each content once, with its digest. */
    private static Map<Path, String> captures() throws IOException, NoSuchAlgorithmException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(CAPTURES)) {
            files = walk.filter(file -> file.toString().matches(".*\\.(pcap|pcapng|cap)"))
                    .sorted()
                    .toList();
        }
        Map<String, Path> byDigest = new TreeMap<>();
        for (Path file : files) {
            byDigest.putIfAbsent(digest(file), file);
        }
        Map<Path, String> captures = new TreeMap<>();
        byDigest.forEach((digest, file) -> captures.put(file, digest));
        return captures;
    }

    private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static List<String> pinned(Predicate<Path> compared) throws IOException {
        try (InputStream table = TsharkAgreementTest.class.getResourceAsStream("differences.csv")) {
            if (table == null) {
                throw new IOException("differences.csv is missing beside this test");
            }
            return new String(table.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", 5))
                    .filter(cells -> compared.test(Path.of(cells[0])))
                    .map(cells -> String.join(",", cells[0], cells[1], cells[2], cells[3]))
                    .toList();
        }
    }
}
