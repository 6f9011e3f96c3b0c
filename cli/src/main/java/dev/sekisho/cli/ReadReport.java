package dev.sekisho.cli;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What a reading command tells at its end: how much it read, what it could not read and why, and its exit code. */
final class ReadReport {
    private ReadReport() {}

    /** Prints the summary in plain words, and a table of losses where there are any. */
    static void print(PrintStream stream, ReadSummary summary, Duration elapsed) {
        stream.println("read " + Quantity.count(summary.files(), "file") + " ("
                + Quantity.size(summary.bytes()) + ", " + Quantity.count(summary.packets(), "packet") + ") in "
                + Quantity.duration(elapsed) + ": "
                + Quantity.count(summary.connections(), "connection") + ", "
                + Quantity.count(summary.exchanges(), "exchange") + ", "
                + Quantity.count(summary.sessions(), "session"));
        Map<Losses.Reason, Long> losses = summary.losses().counts();
        if (!losses.isEmpty()) {
            stream.println("not read fully:");
            losses.forEach((reason, number) -> stream.printf(Locale.ROOT, "  %,12d  %s%n", number, reason.text()));
        }
    }

    /** One line for {@link ProgressLine}: what has been read so far, and how fast. */
    static String progress(ReadSummary summary, Duration elapsed) {
        double seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
        return "reading: " + Quantity.size(summary.bytes()) + ", " + Quantity.count(summary.packets(), "packet") + ", "
                + Quantity.count(summary.sessions(), "session") + "  "
                + Quantity.size((long) (summary.bytes() / seconds)) + "/s";
    }

    /**
     * The exit code that the reading deserves.
     *
     * @param inputs how many inputs were asked for
     */
    static int exitCode(ReadSummary summary, int inputs) {
        if (summary.losses().count(Losses.Reason.UNREADABLE_FILE) >= inputs) {
            return ExitCode.NOTHING_READABLE;
        }
        return summary.losses().isEmpty() ? ExitCode.READ_FULLY : ExitCode.READ_WITH_LOSSES;
    }
}
