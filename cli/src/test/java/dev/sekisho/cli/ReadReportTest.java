package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadReportTest {
    private final Losses losses = new Losses();
    private final ReadSummary summary = new ReadSummary(1, 185_000, 84_211_234, 5_934, 12_345, 1, losses);

    @Test
    void tellsWhatWasReadInOneLine() {
        assertThat(print()).isEqualToNormalizingNewlines("""
                read 1 file (84.2 MB, 185,000 packets) in 1.50 s: 5,934 connections, 12,345 exchanges, 1 session
                """);
    }

    @Test
    void tellsWhatWasLostAndWhy() {
        losses.add(Losses.Reason.LOST_SEGMENT, 1_200);
        losses.add(Losses.Reason.TRUNCATED_CAPTURE);

        assertThat(print()).endsWith("""
                not read fully:
                             1  capture ends in the middle of a packet
                         1,200  gap in a TCP stream: bytes that were never captured
                """);
    }

    @Test
    void givesTheExitCodeThatTheReadingDeserves() {
        assertThat(ReadReport.exitCode(summary, 2)).isEqualTo(ExitCode.READ_FULLY);

        losses.add(Losses.Reason.UNREADABLE_FILE);
        assertThat(ReadReport.exitCode(summary, 2)).isEqualTo(ExitCode.READ_WITH_LOSSES);

        losses.add(Losses.Reason.UNREADABLE_FILE);
        assertThat(ReadReport.exitCode(summary, 2)).isEqualTo(ExitCode.NOTHING_READABLE);
    }

    private String print() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ReadReport.print(new PrintStream(bytes, true, UTF_8), summary, Duration.ofMillis(1500));
        return bytes.toString(UTF_8);
    }
}
