package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.sample.SampleCapture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir
    Path directory;

    private Path capture;
    private Path model;

    @BeforeEach
    void makeCapture() throws IOException {
        capture = directory.resolve("sample.pcap");
        model = directory.resolve("site.json");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture))) {
            SampleCapture.write(out, 1);
        }
    }

    /** A proxy's log of an office: forty clients read pages of ten servers each. */
    private Path officeLog() throws IOException {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>();
        for (int client = 1; client <= 40; client++) {
            for (int visit = 0; visit < 10; visit++) {
                double time = 1_767_600_000 + random.nextInt(28_000);
                int server = random.nextInt(60);
                int requests = random.nextInt(1, 12);
                for (int request = 0; request < requests; request++) {
                    time += random.nextDouble() * 5;
                    lines.add(String.format(
                            Locale.ROOT,
                            "%.3f %6d 10.0.0.%d TCP_MISS/200 %d GET http://www%d.example/page%d.html - HIER_DIRECT/192.0.2.%d"
                                    + " text/html",
                            time,
                            random.nextInt(20, 400),
                            client,
                            random.nextInt(500, 60_000),
                            server,
                            random.nextInt(500),
                            server + 1));
                }
            }
        }
        return Files.write(directory.resolve("access.log"), lines);
    }

    @Test
    void writesAModelThatTheOtherCommandsTake() throws IOException {
        Run run = Run.of("train", officeLog().toString(), "--quiet", "--output", model.toString());

        assertThat(run.error()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        assertThat(run.output())
                .matches("(?s).*site\\.json: learned from 3\\d\\d ordinary pairs\n.*")
                .contains("an alarm is a score above", "groups of TLS and QUIC")
                .contains("Warning: one false alarm among 1,000 pairs is wanted, but only 3");
        Run explained = Run.of(
                "explain",
                capture.toString(),
                "--quiet",
                "--model",
                model.toString(),
                "--client",
                "10.20.0.13",
                "--server",
                "cdn-status.example");
        assertThat(explained.output()).contains("  verdict      ", "of ordinary pairs look at least as suspicious (3");
    }

    @Test
    void saysWhenThereIsTooLittleToLearnFrom() throws IOException {
        Path small = directory.resolve("small.pcap");
        try (OutputStream output = Files.newOutputStream(small)) {
            new PracticeCapture(output)
                    .open(1, 80)
                    .request("GET", "/index.html", 100)
                    .close();
        }

        Run run = Run.of("train", small.toString(), "--quiet", "--internal", "none", "--output", model.toString());

        assertThat(run.error()).startsWith("sekisho train: cannot learn from this traffic: ");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOTHING_READABLE);
        assertThat(model).doesNotExist();
    }

    @Test
    void refusesAModelOfAnotherVersionAndWhatIsNone() throws IOException {
        Files.writeString(model, "{\"form\": \"sekisho extrusion model\", \"version\": 99}");
        Run other = Run.of("analyze", capture.toString(), "--no-report", "--model", model.toString());
        Files.writeString(model, "root:x:0:0");
        Run none = Run.of("analyze", capture.toString(), "--no-report", "--model", model.toString());

        assertThat(other.error())
                .matches("sekisho analyze: cannot read " + model
                        + ": expected a model of version \\d+, but got version 99; train it again with this program\n");
        assertThat(other.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(none.error())
                .isEqualTo("sekisho analyze: cannot read " + model
                        + ": expected a model as sekisho train writes it, but this is no JSON\n");
    }
}
