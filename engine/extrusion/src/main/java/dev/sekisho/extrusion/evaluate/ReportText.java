package dev.sekisho.extrusion.evaluate;

import dev.sekisho.extrusion.evaluate.EvaluationReport.CalibrationReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.FamilyReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.JudgeReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.OtherAlarm;
import dev.sekisho.extrusion.evaluate.EvaluationReport.Ratio;
import dev.sekisho.extrusion.evaluate.EvaluationReport.SetReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.TailShare;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report as a table for the eye. */
public final class ReportText {
    private static final String ROW = "  %-14s %9s %18s %18s %7s %8s %26s %14s%n";

    private ReportText() {}

    public static String of(EvaluationReport report) {
        StringBuilder text = new StringBuilder();
        sets(text, "As shipped", report.sets());
        if (!report.leftOut().isEmpty()) {
            sets(text, "With each source's group left out of everything learned", report.leftOut());
        }
        if (!report.repeated().isEmpty()) {
            text.append("Counted once already (same SHA-256): ")
                    .append(String.join(", ", report.repeated()))
                    .append('\n');
        }
        if (!report.unreadable().isEmpty()) {
            text.append("Not read: ").append(report.unreadable().size()).append(" inputs\n");
        }
        for (String unreadable : report.unreadable()) {
            text.append("  ").append(unreadable).append('\n');
        }
        text.append(String.format(
                Locale.ROOT,
                "%.1f s, peak memory %.0f MiB%n",
                report.wallSeconds(),
                report.peakMemoryBytes() / 1048576.0));
        return text.toString();
    }

    private static void sets(StringBuilder text, String title, List<SetReport> sets) {
        text.append(title).append("\n\n");
        for (SetReport set : sets) {
            text.append(set.name()).append(" (").append(set.inputs()).append(" inputs)\n");
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    "judge",
                    "found",
                    "false alarms",
                    "95 % interval",
                    "other",
                    "area",
                    "detector / judge",
                    "first alert"));
            for (JudgeReport judge : set.judges()) {
                text.append(line(judge));
            }
            families(text, set);
            lists(text, set);
            text.append('\n');
        }
    }

    private static String line(JudgeReport judge) {
        String falseAlarms = judge.falseAlarms() + "/" + judge.negatives();
        if (judge.background() > 0) {
            falseAlarms += " (" + judge.backgroundAlarms() + "/" + judge.background() + ")";
        }
        return String.format(
                Locale.ROOT,
                ROW,
                judge.name(),
                judge.found() + "/" + judge.sources(),
                falseAlarms,
                String.format(
                        Locale.ROOT,
                        "%.2f-%.2f %%",
                        100 * judge.falseAlarmInterval().lower(),
                        100 * judge.falseAlarmInterval().upper()),
                judge.otherAlarms(),
                Double.isNaN(judge.area()) ? "-" : String.format(Locale.ROOT, "%.3f", judge.area()),
                ratio(judge.ratioOfDetector()),
                Double.isNaN(judge.medianMinutes())
                        ? "-"
                        : String.format(Locale.ROOT, "%.0f ex %.1f m", judge.medianExchanges(), judge.medianMinutes()));
    }

    private static String line(CalibrationReport calibration) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "  calibration over %d ordinary pairs (n = %d, smallest p %.6f):",
                calibration.pairs(),
                calibration.calibrated(),
                calibration.smallestPValue()));
        for (TailShare tail : calibration.tails()) {
            text.append(String.format(
                    Locale.ROOT,
                    " p <= %.2f %.2f %% (%s %.2f-%.2f %%)",
                    tail.level(),
                    100 * tail.share(),
                    tail.holds() ? "within" : "outside",
                    100 * tail.interval().lower(),
                    100 * tail.interval().upper()));
        }
        return text.append('\n').toString();
    }

    private static String line(OtherAlarm other) {
        return String.format(
                Locale.ROOT,
                "  other alarm: %s: %s -> %s, score %.2f%s%n",
                other.input(),
                other.client(),
                other.server(),
                other.score(),
                other.reason() == null ? "" : ": " + other.reason());
    }

    private static String ratio(@Nullable Ratio ratio) {
        if (ratio == null || Double.isNaN(ratio.value())) {
            return "-";
        }
        return String.format(
                Locale.ROOT,
                "%.4f (%.4f-%.4f)",
                ratio.value(),
                ratio.interval().lower(),
                ratio.interval().upper());
    }

    private static void families(StringBuilder text, SetReport set) {
        if (set.families().isEmpty()) {
            return;
        }
        text.append("  by family:");
        for (FamilyReport family : set.families()) {
            text.append(' ').append(family.name()).append(' ');
            text.append(family.found()).append('/').append(family.total());
        }
        text.append('\n');
    }

    private static void lists(StringBuilder text, SetReport set) {
        if (set.judges().isEmpty()) {
            return;
        }
        JudgeReport first = set.judges().getFirst();
        CalibrationReport calibration = first.calibration();
        if (calibration != null) {
            text.append(line(calibration));
        }
        for (String alarmed : first.alarmed()) {
            text.append("  false alarm: ").append(alarmed).append('\n');
        }
        for (String missed : first.missed()) {
            text.append("  missed: ").append(missed).append('\n');
        }
        for (OtherAlarm other : first.others()) {
            text.append(line(other));
        }
    }
}
