package dev.sekisho.cli;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.analysis.ApplicationUses;
import dev.sekisho.extrusion.analysis.Findings;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Prints what an analysis found for people: one table for each kind, the reasons below each alert. */
final class AlertListing {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int MOST_ROWS = 50;
    private static final int REASONS = 3;

    private final PrintWriter out;

    AlertListing(PrintWriter out) {
        this.out = out;
    }

    void print(Findings findings) {
        if (findings.alerts().isEmpty()) {
            out.println("Nothing behaves like command and control, and no application was seen that the policy does not"
                    + " allow.");
        }
        rogue(findings.rogue());
        applications("Prohibited applications", findings.prohibited());
        applications("Applications allowed on conditions that do not hold", findings.conditional());
        if (findings.excepted() > 0) {
            out.println(Quantity.count(findings.excepted(), "alert") + " not shown because of exceptions in force.");
        }
        out.flush();
    }

    private void rogue(List<Alert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        out.println("Communication that behaves like command and control (" + Quantity.count(alerts.size()) + ")");
        out.printf(
                Locale.ROOT,
                "  %-15s  %-34s  %5s  %12s  %-19s  %-19s  %9s%n",
                "CLIENT",
                "SERVER",
                "SCORE",
                "IF ORDINARY",
                "FIRST SEEN (UTC)",
                "LAST SEEN",
                "EXCHANGES");
        for (Alert alert : alerts.subList(0, Math.min(MOST_ROWS, alerts.size()))) {
            out.printf(
                    Locale.ROOT,
                    "  %-15s  %-34s  %5.3f  %12s  %-19s  %-19s  %9s%n",
                    TerminalText.of(alert.client()),
                    server(alert),
                    alert.score(),
                    probability(alert),
                    TIME.format(alert.firstSeen()),
                    TIME.format(alert.lastSeen()),
                    Quantity.count(alert.exchanges()));
            for (Alert.Reason reason :
                    alert.reasons().subList(0, Math.min(REASONS, alert.reasons().size()))) {
                out.println("      - " + TerminalText.of(reason.text()));
            }
        }
        rest(alerts.size());
    }

    private void applications(String title, List<Alert> alerts) {
        if (alerts.isEmpty()) {
            return;
        }
        out.println(title + " (" + Quantity.count(alerts.size()) + ")");
        out.printf(
                Locale.ROOT,
                "  %-15s  %-24s  %-19s  %9s  %s%n",
                "CLIENT",
                "APPLICATION",
                "FIRST SEEN (UTC)",
                "EXCHANGES",
                "SERVER");
        List<ApplicationUses> uses = ApplicationUses.of(alerts);
        for (ApplicationUses use : uses.subList(0, Math.min(MOST_ROWS, uses.size()))) {
            Alert alert = use.foremost();
            int others = use.otherServers().size();
            out.printf(
                    Locale.ROOT,
                    "  %-15s  %-24s  %-19s  %9s  %s%n",
                    TerminalText.of(alert.client()),
                    alert.application(),
                    TIME.format(alert.firstSeen()),
                    Quantity.count(use.exchanges()),
                    server(alert) + (others == 0 ? "" : " and " + Quantity.count(others, "other")));
        }
        rest(uses.size());
    }

    /** One line for an alert that has just arisen. */
    static String line(Alert alert) {
        String why = alert.reasons().isEmpty()
                ? ""
                : ": " + TerminalText.of(alert.reasons().getFirst().text());
        String application = alert.application();
        String what = application == null
                ? String.format(Locale.ROOT, "score %.3f, %s if ordinary", alert.score(), probability(alert))
                : TerminalText.of(application);
        return TIME.format(alert.lastSeen()) + "  " + alert.kind().id() + "  " + TerminalText.of(alert.client()) + " → "
                + server(alert) + "  " + what + why;
    }

    private void rest(int rows) {
        if (rows > MOST_ROWS) {
            out.println("  … and " + Quantity.count(rows - MOST_ROWS)
                    + " more; all of them are in the report and in what --alerts writes");
        }
        out.println();
    }

    /** The server with its port where it has no name. */
    static String server(Alert alert) {
        String server = TerminalText.of(alert.server());
        if (alert.port() == 0 || !alert.server().equals(alert.address())) {
            return server;
        }
        return (server.indexOf(':') < 0 ? server : "[" + server + "]") + ":" + alert.port();
    }

    /** How probable such evidence is of an ordinary pair, empty where nothing was measured. */
    static String probability(Alert alert) {
        Double p = alert.pValue();
        if (p == null) {
            return "";
        }
        return p >= 0.01 ? String.format(Locale.ROOT, "%.1f %%", p * 100) : "1 in " + Quantity.count(Math.round(1 / p));
    }
}
