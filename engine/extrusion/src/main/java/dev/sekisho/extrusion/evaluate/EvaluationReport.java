package dev.sekisho.extrusion.evaluate;

import dev.sekisho.traffic.SessionKey;
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
     * @param others alarms on pairs that nobody can label, the strongest first
     * @param area area under the curve over positive and negative pairs, not a number where either is missing
     * @param ratioOfDetector false alarms of the detector over this judge's, null for the detector itself
     * @param medianExchanges median exchanges until the first alert, not a number where unknown
     * @param medianMinutes median minutes until the first alert, not a number where unknown
     * @param calibration how its p-values of ordinary pairs are spread, null where it gave none
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
            List<OtherAlarm> others,
            double area,
            @Nullable Ratio ratioOfDetector,
            double medianExchanges,
            double medianMinutes,
            @Nullable CalibrationReport calibration,
            List<String> alarmed,
            List<String> missed) {
        public JudgeReport {
            others = List.copyOf(others);
            alarmed = List.copyOf(alarmed);
            missed = List.copyOf(missed);
        }

        /** Number of alarms on pairs that nobody can label. */
        public int otherAlarms() {
            return others.size();
        }
    }

    /**
     * An alarm on a pair that is neither known to be command and control nor known to be ordinary.
     *
     * @param input where it was seen
     * @param client who speaks
     * @param server with whom: its name, else its address
     * @param score how strongly it stands out; only its order matters
     * @param reason the strongest reason as a sentence, null where the judge gives none
     */
    public record OtherAlarm(
            String input,
            String client,
            String server,
            double score,
            @Nullable String reason) {
        static OtherAlarm of(String input, SessionKey key, double score, @Nullable String reason) {
            return new OtherAlarm(input, key.client(), key.server(), score, reason);
        }
    }

    /**
     * Whether p-values are what they say: how many of the ordinary pairs have small ones.
     *
     * @param pairs ordinary pairs that have a p-value
     * @param calibrated n, the number of ordinary pairs that the p-values were calibrated by
     * @param tails the share of small ones, by level
     */
    public record CalibrationReport(int pairs, int calibrated, List<TailShare> tails) {
        public CalibrationReport {
            tails = List.copyOf(tails);
        }

        /** The smallest p-value there can be: 1/(n + 1). */
        public double smallestPValue() {
            return 1.0 / (calibrated + 1.0);
        }
    }

    /**
     * The p-values up to one level.
     *
     * @param level the level
     * @param share share of the ordinary pairs with a p-value of at most that
     * @param expected that share if the p-values hold: the greatest multiple of 1/(n + 1) up to the level
     * @param interval where {@code share} lies with 95 % if the p-values hold and the pairs are independent
     */
    public record TailShare(double level, double share, double expected, ProportionInterval interval) {
        /** Whether the share is what chance makes of right p-values. */
        public boolean holds() {
            return interval.contains(share);
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
