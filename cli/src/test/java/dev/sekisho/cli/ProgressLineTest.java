package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, false, UTF_8);
    private long now;

    @Test
    void drawsNothingForWorkThatEndsAtOnce() {
        try (ProgressLine line = new ProgressLine(stream, true, () -> now)) {
            now += ProgressLine.DELAY_NANOS - 1;
            line.show(() -> "too early");
        }

        assertThat(bytes.toString(UTF_8)).isEmpty();
    }

    @Test
    void drawsAtMostOncePerIntervalAndWipesItselfAtTheEnd() {
        try (ProgressLine line = new ProgressLine(stream, true, () -> now)) {
            now += ProgressLine.DELAY_NANOS;
            line.show(() -> "first");
            now += ProgressLine.INTERVAL_NANOS - 1;
            line.show(() -> "too early");
            now += 1;
            line.show(() -> "second");
        }

        assertThat(bytes.toString(UTF_8)).isEqualTo("\r\u001b[Kfirst\r\u001b[Ksecond\r\u001b[K");
    }

    @Test
    void cutsWhatWouldWrap() {
        try (ProgressLine line = new ProgressLine(stream, true, () -> now)) {
            now += ProgressLine.DELAY_NANOS;
            line.show(() -> "x".repeat(ProgressLine.WIDTH + 1));
        }

        assertThat(bytes.toString(UTF_8)).isEqualTo("\r\u001b[K" + "x".repeat(ProgressLine.WIDTH - 1) + "…\r\u001b[K");
    }

    @Test
    void neverDrawsWhereThereIsNoTerminal() {
        try (ProgressLine line = new ProgressLine(stream, false, () -> now)) {
            now += ProgressLine.DELAY_NANOS;
            line.show(() -> "unseen");
        }

        assertThat(bytes.toString(UTF_8)).isEmpty();
    }
}
