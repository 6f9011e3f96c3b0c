package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import java.io.PrintWriter;
import java.io.StringWriter;
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
        ReadSummary nothing = new ReadSummary(0, 0, 0, 0, 0, 0, losses);

        assertThat(ReadReport.exitCode(summary)).isEqualTo(ExitCode.READ_FULLY);
        losses.add(Losses.Reason.UNREADABLE_FILE);
        assertThat(ReadReport.exitCode(summary)).isEqualTo(ExitCode.READ_WITH_LOSSES);
        assertThat(ReadReport.exitCode(nothing)).isEqualTo(ExitCode.NOTHING_READABLE);
    }

    @Test
    void tellsProgressWithItsShareWhereTheWholeIsKnown() {
        assertThat(ReadReport.progress(42_000_000, 84_000_000, 92_500, Duration.ofMillis(500)))
                .isEqualTo("reading: 50 %, 42.0 MB, 92,500 packets, 84.0 MB/s");
        assertThat(ReadReport.progress(1_000, 0, 1, Duration.ZERO)).isEqualTo("reading: 1.00 kB, 1 packet, 1.00 MB/s");
    }

    private String print() {
        StringWriter text = new StringWriter();
        ReadReport.print(new PrintWriter(text, true), summary, Duration.ofMillis(1500));
        return text.toString();
    }
}
