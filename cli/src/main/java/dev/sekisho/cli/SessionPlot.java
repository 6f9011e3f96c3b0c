package dev.sekisho.cli;

import dev.sekisho.extrusion.verdict.Analyzer.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws exchanges for a terminal: time from left to right, bytes to the server upward, bytes from the server downward,
 * both on one logarithmic scale, as the report's pictures do.
 */
final class SessionPlot {
    private static final int LABEL = 7;
    private static final int ROWS = 4;

    /** Blocks that grow from below, by eighths; from above there are only halves. */
    private static final String UPWARD = " ▁▂▃▄▅▆▇█";

    private static final String DOWNWARD = " ▀█";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final long[] up;
    private final long[] down;
    private final Instant start;
    private final Instant end;
    private final int decades;

    private SessionPlot(List<Turn> turns, int columns) {
        up = new long[columns];
        down = new long[columns];
        start = turns.getFirst().time();
        end = turns.getLast().time();
        long span = Math.max(1, Duration.between(start, end).toMillis());
        long most = 0;
        for (Turn turn : turns) {
            int column = (int) (Duration.between(start, turn.time()).toMillis() * (columns - 1) / span);
            up[column] = Math.max(up[column], turn.bytesUp());
            down[column] = Math.max(down[column], turn.bytesDown());
            most = Math.max(most, Math.max(turn.bytesUp(), turn.bytesDown()));
        }
        decades = Math.max(3, (int) Math.ceil(Math.log10(Math.max(1, (double) most))));
    }

    /**
     * The lines of the picture.
     *
     * @param turns the exchanges in order of time, at least one
     * @param width columns of the terminal, at least 40
     */
    static List<String> lines(List<Turn> turns, int width) {
        SessionPlot plot = new SessionPlot(turns, width - LABEL - 2);
        List<String> lines = new ArrayList<>();
        for (int row = ROWS - 1; row >= 0; row--) {
            lines.add(plot.line(row == ROWS - 1 ? Quantity.size(pow10(plot.decades)) : "", plot.up, row, UPWARD));
        }
        lines.add(" ".repeat(LABEL) + " ┼" + "─".repeat(plot.up.length) + " ↑ to, ↓ from the server");
        for (int row = 0; row < ROWS; row++) {
            lines.add(plot.line(row == ROWS - 1 ? Quantity.size(pow10(plot.decades)) : "", plot.down, row, DOWNWARD));
        }
        lines.add(plot.times());
        return lines.stream().map(String::stripTrailing).toList();
    }

    private static long pow10(int decades) {
        return Math.round(Math.pow(10, decades));
    }

    private String line(String label, long[] bytes, int row, String blocks) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%" + LABEL + "s │", label));
        int parts = blocks.length() - 1;
        for (long each : bytes) {
            double height = each == 0 ? 0 : Math.max(0.2, Math.log10(Math.max(1, (double) each)) / decades * ROWS);
            int filled = (int) Math.round((height - row) * parts);
            line.append(blocks.charAt(Math.clamp(filled, row == 0 && each > 0 ? 1 : 0, parts)));
        }
        return line.toString();
    }

    private String times() {
        String from = TIME.format(start);
        String to = TIME.format(end);
        int gap = Math.max(2, up.length - from.length() - to.length());
        return " ".repeat(LABEL + 2) + from + (start.equals(end) ? "" : " ".repeat(gap) + to) + " UTC";
    }
}
