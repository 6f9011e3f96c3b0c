package dev.sekisho.extrusion.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found.
 *
 * @param sets one entry a set, in order of first appearance; never added up
 * @param leftOut the same with each source's group left out of everything learned, empty where nothing learns
 * @param repeated inputs passed over because another input has the same SHA-256
 * @param unreadable inputs that could not be read, each with the reason
 * @param wallSeconds how long it took
 * @param peakMemoryBytes the most memory that the process held, 0 where the system does not say
 */
public record EvaluationReport(
        List<SetReport> sets,
        List<SetReport> leftOut,
        List<String> repeated,
        List<String> unreadable,
        double wallSeconds,
        long peakMemoryBytes) {

    public EvaluationReport {
        sets = List.copyOf(sets);
        leftOut = List.copyOf(leftOut);
        repeated = List.copyOf(repeated);
        unreadable = List.copyOf(unreadable);
    }

    /**
     * One set.
     *
     * @param name its name
     * @param inputs inputs read
     * @param families what was found, by family
     * @param judges how each judge did on these pairs; the detector first, where there is one
     */
    public record SetReport(String name, int inputs, List<FamilyReport> families, List<JudgeReport> judges) {
        public SetReport {
            families = List.copyOf(families);
            judges = List.copyOf(judges);
        }
    }

    /**
     * One family of malware.
     *
     * @param name its leave-out group
     * @param found sources whose C&amp;C the first judge found
     * @param total sources that name a C&amp;C server
     */
    public record FamilyReport(String name, int found, int total) {}

    /**
     * One judge on one set.
     *
     * @param name detector or baseline
     * @param found sources whose C&amp;C was found
     * @param sources sources that name a C&amp;C server
     * @param falseAlarms alarms on ordinary pairs
     * @param negatives ordinary pairs
     * @param falseAlarmInterval share of false alarms, 95 %
     * @param backgroundAlarms those of the false alarms that are background of infected machines
     * @param background those of the negatives that are
     * @param otherAlarms alarms on pairs that nobody can label
     * @param area area under the curve over positive and negative pairs, not a number where either is missing
     * @param ratioOfDetector false alarms of the detector over this judge's, null for the detector itself
     * @param medianExchanges median exchanges until the first alert, not a number where unknown
     * @param medianMinutes median minutes until the first alert, not a number where unknown
     * @param alarmed the false alarms, as client and server
     * @param missed inputs whose C&amp;C was missed
     */
    public record JudgeReport(
            String name,
            int found,
            int sources,
            int falseAlarms,
            int negatives,
            ProportionInterval falseAlarmInterval,
            int backgroundAlarms,
            int background,
            int otherAlarms,
            double area,
            @Nullable Ratio ratioOfDetector,
            double medianExchanges,
            double medianMinutes,
            List<String> alarmed,
            List<String> missed) {
        public JudgeReport {
            alarmed = List.copyOf(alarmed);
            missed = List.copyOf(missed);
        }
    }

    /**
     * The detector's false alarms over a baseline's.
     *
     * @param value the ratio, not a number where the baseline raised none
     * @param interval its 95 % interval
     */
    public record Ratio(double value, ProportionInterval interval) {}
}
