package dev.sekisho.cli;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What a reading command tells at its end: how much it read, what it could not read and why, and its exit code. */
final class ReadReport {
    private ReadReport() {}

    /** Prints the summary in plain words, and a table of losses where there are any. */
    static void print(PrintWriter writer, ReadSummary summary, Duration elapsed) {
        writer.println("read " + Quantity.count(summary.files(), "file") + " ("
                + Quantity.size(summary.bytes()) + ", " + Quantity.count(summary.packets(), "packet") + ") in "
                + Quantity.duration(elapsed) + ": " + content(summary));
        printLosses(writer, summary.losses());
    }

    /** Connections, exchanges and sessions in words. */
    static String content(ReadSummary summary) {
        return Quantity.count(summary.connections(), "connection") + ", "
                + Quantity.count(summary.exchanges(), "exchange") + ", "
                + Quantity.count(summary.sessions(), "session");
    }

    /** Prints a table of losses where there are any. */
    static void printLosses(PrintWriter writer, Losses losses) {
        Map<Losses.Reason, Long> counts = losses.counts();
        if (!counts.isEmpty()) {
            writer.println("not read fully:");
            counts.forEach((reason, number) -> writer.printf(Locale.ROOT, "  %,12d  %s%n", number, reason.text()));
        }
    }

    /**
     * One line for {@link ProgressLine}: how far the reading has come, and how fast it is.
     *
     * @param bytesTotal size of all inputs, 0 if unknown
     */
    static String progress(long bytesRead, long bytesTotal, long packets, Duration elapsed) {
        double seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
        String share = bytesTotal == 0 ? "" : Math.min(100, bytesRead * 100 / bytesTotal) + " %, ";
        return "reading: " + share + Quantity.size(bytesRead) + ", " + Quantity.count(packets, "packet") + ", "
                + Quantity.size((long) (bytesRead / seconds)) + "/s";
    }

    /** The exit code that the reading deserves. */
    static int exitCode(ReadSummary summary) {
        if (summary.files() == 0) {
            return ExitCode.NOTHING_READABLE;
        }
        return summary.losses().isEmpty() ? ExitCode.READ_FULLY : ExitCode.READ_WITH_LOSSES;
    }
}
