package dev.sekisho.cli;

import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.verdict.Analyzer.Turn;
import dev.sekisho.extrusion.verdict.Explanation;
import dev.sekisho.extrusion.verdict.Verdict;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Prints for people why a pair is judged as it is. */
final class ExplanationText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int WIDTH = 100;

    /** More exchanges than this hide their rhythm in the picture, so that a part of them gets one of its own. */
    private static final int CROWDED = 40;

    private static final int CLOSE_UP = 20;

    private final PrintWriter out;

    ExplanationText(PrintWriter out) {
        this.out = out;
    }

    void print(Explanation explanation, List<Turn> turns) {
        Verdict verdict = explanation.verdict();
        out.println(TerminalText.of(verdict.key().client()) + " → " + server(verdict));
        out.println();
        fact("verdict", verdict.rogue() ? "ROGUE: it behaves like command and control" : "ordinary");
        fact(
                "score",
                String.format(
                        Locale.ROOT,
                        "%.3f; an alarm is what lies above %.3f",
                        verdict.score(),
                        explanation.alarmScore()));
        fact("if ordinary", chance(verdict));
        fact("seen", time(verdict.firstSeen()) + " to " + time(verdict.lastSeen()) + " UTC");
        fact("exchanges", Quantity.count(verdict.exchanges()) + bytes(turns, verdict.exchanges()));
        Instant firstAlarm = verdict.firstAlarm();
        if (firstAlarm != null) {
            fact(
                    "first alarm",
                    time(firstAlarm) + " UTC, after " + Quantity.count(verdict.exchangesUntilAlarm(), "exchange"));
        }
        fact(
                "nearest",
                "\"" + verdict.group() + "\", "
                        + String.format(Locale.ROOT, "%.2f times as far as nearly all its members", verdict.distance())
                        + "; this counts " + Explanation.inWords(explanation.distanceWeight()));
        out.println();
        if (!turns.isEmpty()) {
            plot(turns);
            if (turns.size() > CROWDED) {
                out.println("  The last " + CLOSE_UP + " exchanges:");
                plot(turns.subList(turns.size() - CLOSE_UP, turns.size()));
            }
        }
        parts(
                "Speaks for command and control",
                explanation.parts().stream()
                        .filter(part -> part.weight() >= Explanation.NO_WEIGHT)
                        .toList());
        parts(
                "Speaks against it",
                explanation.parts().reversed().stream()
                        .filter(part -> part.weight() <= -Explanation.NO_WEIGHT)
                        .toList());
        parts(
                "Has no weight in this",
                explanation.parts().stream()
                        .filter(part -> Math.abs(part.weight()) < Explanation.NO_WEIGHT)
                        .toList());
        out.println("What an index is: sekisho indexes NAME");
        out.flush();
    }

    private void plot(List<Turn> turns) {
        SessionPlot.lines(turns, WIDTH).forEach(line -> out.println("  " + line));
        out.println();
    }

    private void fact(String name, String value) {
        out.printf(Locale.ROOT, "  %-12s %s%n", name, TerminalText.of(value));
    }

    private static String server(Verdict verdict) {
        String server = TerminalText.of(verdict.key().server());
        String address = verdict.key().address();
        int port = verdict.key().port();
        String at = verdict.key().isNamed() && !address.isEmpty() ? address + " " : "";
        return at.isEmpty() && port == 0 ? server : server + " (" + at + (port == 0 ? "" : "port " + port) + ")";
    }

    private static String chance(Verdict verdict) {
        double p = verdict.pValue();
        return (p >= 0.01
                        ? String.format(Locale.ROOT, "%.1f %%", p * 100)
                        : "1 in " + Quantity.count(Math.round(1 / p)))
                + " of ordinary pairs look at least as suspicious (" + Quantity.count(verdict.calibrated())
                + " were compared)";
    }

    private static String time(Instant time) {
        return TIME.format(time);
    }

    private static String bytes(List<Turn> turns, int all) {
        if (turns.isEmpty()) {
            return "";
        }
        long up = turns.stream().mapToLong(Turn::bytesUp).sum();
        long down = turns.stream().mapToLong(Turn::bytesDown).sum();
        String which = turns.size() == all ? "" : " in the last " + Quantity.count(turns.size());
        return "; " + Quantity.size(up) + " to the server and " + Quantity.size(down) + " from it" + which;
    }

    private void parts(String title, List<Explanation.Part> parts) {
        if (parts.isEmpty()) {
            return;
        }
        out.println(title);
        out.printf(Locale.ROOT, "  %-16s %-10s %-22s %s%n", "WEIGHT", "MEASURED", "ORDINARILY", "INDEX");
        for (Explanation.Part part : parts) {
            Index index = part.index();
            out.printf(
                    Locale.ROOT,
                    "  %-16s %-10s %-22s %s%n",
                    part.weightInWords(),
                    part.value(),
                    part.usual(),
                    index.id());
            out.println("      " + TerminalText.of(part.meaning()));
        }
        out.println();
    }
}
