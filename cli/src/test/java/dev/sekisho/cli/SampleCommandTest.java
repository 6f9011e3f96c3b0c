package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {
    @TempDir
    private Path directory;

    @Test
    void writesACaptureInWhichTheTwoCulpritsAreFound() throws IOException {
        Path capture = directory.resolve("sample.pcap");
        Path alerts = directory.resolve("alerts.jsonl");

        assertThat(Run.of("sample", capture.toString()).exitCode()).isEqualTo(ExitCode.READ_FULLY);
        Run run = Run.of("analyze", capture.toString(), "--no-report", "--alerts", alerts.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.READ_FULLY);
        List<String> found = Files.readAllLines(alerts);
        assertThat(found)
                .anyMatch(alert -> alert.contains("\"kind\":\"rogue\"") && alert.contains("\"client\":\"10.20.0.13\""));
        assertThat(found).anyMatch(alert -> alert.contains("\"kind\":\"prohibited\"") && alert.contains("BitTorrent"));
    }

    @Test
    void saysWhyItCannotWrite() {
        Run run = Run.of("sample", directory.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_WRITTEN);
        assertThat(run.error())
                .isEqualTo("sekisho sample: cannot write " + directory + ": it is a directory; name a file in it\n");
    }
}
