package dev.sekisho.extrusion.evaluate;

import dev.sekisho.extrusion.evaluate.EvaluationReport.FamilyReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.JudgeReport;
import dev.sekisho.extrusion.evaluate.EvaluationReport.OtherAlarm;
import dev.sekisho.extrusion.evaluate.EvaluationReport.Ratio;
import dev.sekisho.extrusion.evaluate.EvaluationReport.SetReport;
import dev.sekisho.extrusion.evaluate.PairScorer.PairVerdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what the judges did on the inputs of one set. */
final class SetTally {
    private static final String DETECTOR = "detector";

    private final Map<String, JudgeTally> judges = new LinkedHashMap<>();
    private final Map<String, int[]> families = new LinkedHashMap<>();
    private int inputs;

    private static final class JudgeTally {
        int found;
        int sources;
        int backgroundAlarms;
        int background;
        int negatives;
        final List<OtherAlarm> others = new ArrayList<>();
        final PValueTally pValues = new PValueTally();
        final List<String> alarmed = new ArrayList<>();
        final List<String> missed = new ArrayList<>();
        final List<Double> positiveScores = new ArrayList<>();
        final List<Double> negativeScores = new ArrayList<>();
        final List<Double> exchanges = new ArrayList<>();
        final List<Double> minutes = new ArrayList<>();
    }

    /** Adds one input. The first judge decides what counts as found by family. */
    void add(List<EvaluationRow> rows, ObservedPairs observed, List<Judge> judging, WellKnownServices services) {
        inputs++;
        boolean first = true;
        for (Judge judge : judging) {
            JudgeTally tally = judges.computeIfAbsent(judge.name, _ -> new JudgeTally());
            Map<EvaluationRow, Detection> detections = count(judge, observed, services, tally);
            for (PairVerdict verdict : judge.unplaced()) {
                tally.others.add(
                        OtherAlarm.of(rows.getFirst().input(), verdict.key(), verdict.score(), verdict.reason()));
            }
            for (EvaluationRow row : rows) {
                if (row.kind() == EvaluationRow.Kind.MALWARE && !row.c2Hosts().isEmpty()) {
                    source(row, detections.get(row), tally, first);
                }
            }
            first = false;
        }
    }

    /** The earliest alert on a C&amp;C server of one source. */
    private record Detection(double minutes, int exchanges) {}

    private Map<EvaluationRow, Detection> count(
            Judge judge, ObservedPairs observed, WellKnownServices services, JudgeTally tally) {
        Map<EvaluationRow, Detection> detections = new LinkedHashMap<>();
        Map<String, OtherAlarm> others = new LinkedHashMap<>();
        for (ObservedPair pair : observed.all()) {
            PairLabel label = PairLabel.of(pair, services);
            Judge.Outcome outcome = judge.of(pair);
            if (label == PairLabel.POSITIVE) {
                tally.positiveScores.add(outcome.score());
                if (outcome.alarmed()) {
                    Detection detection =
                            new Detection((outcome.alertedAt() - pair.first()) / 60, outcome.exchangesBefore());
                    detections.merge(pair.row, detection, (a, b) -> b.minutes() < a.minutes() ? b : a);
                }
            } else if (label.isNegative() && pair.exchanges() > 0) {
                negative(pair, label, outcome, tally);
            } else if (outcome.alarmed()) {
                others.merge(
                        pair.key.client() + ' ' + pair.key.server(),
                        OtherAlarm.of(pair.row.input(), pair.key, outcome.score(), outcome.reason()),
                        (a, b) -> b.score() > a.score() ? b : a);
            }
        }
        tally.others.addAll(others.values());
        return detections;
    }

    private static void negative(ObservedPair pair, PairLabel label, Judge.Outcome outcome, JudgeTally tally) {
        tally.negatives++;
        tally.negativeScores.add(outcome.score());
        tally.pValues.add(outcome);
        boolean background = label == PairLabel.BACKGROUND;
        if (background) {
            tally.background++;
        }
        if (outcome.alarmed()) {
            tally.alarmed.add(pair.row.input() + ": " + pair.key.client() + " -> " + pair.key.server());
            if (background) {
                tally.backgroundAlarms++;
            }
        }
    }

    private void source(EvaluationRow row, @Nullable Detection detection, JudgeTally tally, boolean first) {
        tally.sources++;
        if (detection == null) {
            tally.missed.add(row.input() + " (" + row.leaveOutGroup() + ")");
        } else {
            tally.found++;
            if (!Double.isNaN(detection.minutes())) {
                tally.minutes.add(detection.minutes());
                tally.exchanges.add((double) detection.exchanges());
            }
        }
        if (first) {
            int[] family = families.computeIfAbsent(row.leaveOutGroup(), _ -> new int[2]);
            family[0] += detection == null ? 0 : 1;
            family[1]++;
        }
    }

    SetReport report(String name) {
        JudgeTally detector = judges.get(DETECTOR);
        List<JudgeReport> reports = new ArrayList<>();
        judges.forEach((judge, tally) -> reports.add(report(judge, tally, detector)));
        List<FamilyReport> found = families.entrySet().stream()
                .map(family -> new FamilyReport(family.getKey(), family.getValue()[0], family.getValue()[1]))
                .toList();
        return new SetReport(name, inputs, found, reports);
    }

    private static JudgeReport report(String name, JudgeTally tally, @Nullable JudgeTally detector) {
        int falseAlarms = tally.alarmed.size();
        Ratio ratio = null;
        if (detector != null && detector != tally) {
            int ours = detector.alarmed.size();
            ratio = new Ratio(
                    falseAlarms == 0 ? Double.NaN : (double) ours / falseAlarms,
                    ProportionInterval.ofRatio(ours, falseAlarms));
        }
        return new JudgeReport(
                name,
                tally.found,
                tally.sources,
                falseAlarms,
                tally.negatives,
                ProportionInterval.of(falseAlarms, tally.negatives),
                tally.backgroundAlarms,
                tally.background,
                tally.others.stream()
                        .sorted(Comparator.comparingDouble(OtherAlarm::score).reversed())
                        .toList(),
                RankArea.of(array(tally.positiveScores), array(tally.negativeScores)),
                ratio,
                median(tally.exchanges),
                median(tally.minutes),
                tally.pValues.report(),
                tally.alarmed,
                tally.missed);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double median(List<Double> values) {
        double[] sorted = array(values);
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
