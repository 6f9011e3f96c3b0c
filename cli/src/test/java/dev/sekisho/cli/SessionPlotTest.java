package dev.sekisho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sekisho.extrusion.verdict.Analyzer.Turn;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionPlotTest {
    private static final Instant START = Instant.parse("2030-01-02T03:04:05Z");

    @Test
    void drawsBytesEachWayOverTime() {
        List<String> lines = SessionPlot.lines(
                List.of(
                        new Turn(START, 10, 1_000_000),
                        new Turn(START.plusSeconds(50), 1000, 0),
                        new Turn(START.plusSeconds(100), 1_000_000, 100)),
                40);

        assertThat(String.join("\n", lines)).isEqualTo("""
                1.00 MB │                              █
                        │                              █
                        │               █              █
                        │▅              █              █
                        ┼─────────────────────────────── ↑ to, ↓ from the server
                        │█                             █
                        │█                             ▀
                        │█
                1.00 MB │█
                         2030-01-02 03:04:05  2030-01-02 03:05:45 UTC""");
    }

    @Test
    void drawsALoneExchange() {
        List<String> lines = SessionPlot.lines(List.of(new Turn(START, 0, 1)), 40);

        assertThat(lines).hasSize(10).last().isEqualTo("         2030-01-02 03:04:05 UTC");
        assertThat(lines.get(5)).isEqualTo("        │▀");
    }
}
