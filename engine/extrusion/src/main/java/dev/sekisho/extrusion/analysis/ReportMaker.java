package dev.sekisho.extrusion.analysis;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.model.GroupTrait;
import dev.sekisho.extrusion.report.PairReport;
import dev.sekisho.extrusion.report.Report;
import dev.sekisho.extrusion.report.Series;
import dev.sekisho.extrusion.verdict.Explanation;
import dev.sekisho.extrusion.verdict.Reasons;
import dev.sekisho.extrusion.verdict.Verdict;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the report of an analysis. */
public final class ReportMaker {
    private static final int LEAST_POINTS_OF_AN_EXAMPLE = 3;
    private static final int TRAITS_OF_A_GROUP = 6;

    private final Analysis analysis;
    private final AnalysisSettings settings;
    private final Findings findings;
    private final Map<String, List<Verdict>> groups = new LinkedHashMap<>();
    private final Map<String, @Nullable Series> examples = new HashMap<>();

    public ReportMaker(Analysis analysis, AnalysisSettings settings, Findings findings) {
        this.analysis = analysis;
        this.settings = settings;
        this.findings = findings;
        for (Verdict verdict : findings.verdicts()) {
            if (!verdict.rogue()) {
                groups.computeIfAbsent(groupName(verdict), any -> new ArrayList<>())
                        .add(verdict);
            }
        }
    }

    /**
     * The report.
     *
     * @param inputs names of what was read
     * @param summary what was read
     * @param unreadable inputs that could not be read, with the reason
     */
    public Report report(List<String> inputs, ReadSummary summary, Map<String, String> unreadable) {
        Map<String, Long> read = new LinkedHashMap<>();
        read.put("packets or log lines", summary.packets());
        read.put("connections", summary.connections());
        read.put("exchanges", summary.exchanges());
        read.put("sessions", summary.sessions());
        return new Report(
                inputs,
                findings.from(),
                findings.until(),
                read,
                summary.losses(),
                unreadable,
                findings.verdicts().size(),
                findings.verdicts().stream().mapToInt(Verdict::calibrated).max().orElse(0),
                budget(),
                findings.rogue().stream().map(this::finding).toList(),
                ApplicationUses.of(findings.prohibited()).stream()
                        .map(this::finding)
                        .toList(),
                ApplicationUses.of(findings.conditional()).stream()
                        .map(this::finding)
                        .toList(),
                findings.excepted(),
                groups());
    }

    private String budget() {
        return String.format(
                Locale.ROOT,
                "The threshold is set for at most %s false alarm%s a day among %,.0f pairs.",
                number(settings.budget().falseAlarmsPerDay()),
                settings.budget().falseAlarmsPerDay() == 1 ? "" : "s",
                settings.budget().pairsPerDay());
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf(Math.round(value)) : String.valueOf(value);
    }

    private Report.Finding finding(Alert alert) {
        Verdict verdict = findings.verdictOf().get(alert);
        SessionKey key = verdict == null
                ? new SessionKey(alert.client(), alert.server(), alert.address(), alert.port())
                : verdict.key();
        return new Report.Finding(
                alert,
                series(key, alert.client() + " → " + alert.server()),
                verdict == null ? null : example(groupName(verdict)),
                List.of());
    }

    private Report.Finding finding(ApplicationUses uses) {
        Report.Finding first = finding(uses.foremost());
        return new Report.Finding(first.alert(), first.series(), null, uses.otherServers());
    }

    private @Nullable Series series(SessionKey key, String label) {
        List<Series.Point> points = analysis.analyzer().turns(key).stream()
                .map(turn -> new Series.Point(turn.time(), turn.bytesUp(), turn.bytesDown()))
                .sorted(Comparator.comparing(Series.Point::time))
                .toList();
        return points.isEmpty() ? null : new Series(label, points);
    }

    /** Why one pair is judged as it is, for a page of its own. */
    public PairReport.Content pair(Explanation explanation, List<String> inputs) {
        Verdict verdict = explanation.verdict();
        return new PairReport.Content(
                inputs, explanation, series(verdict.key(), label(verdict.key())), example(groupName(verdict)));
    }

    private static String label(SessionKey key) {
        return key.client() + " → " + key.server();
    }

    private List<Report.Group> groups() {
        int all = Math.max(1, findings.verdicts().size());
        return groups.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .map(entry -> new Report.Group(
                        entry.getKey(),
                        "Most of its pairs exchange something "
                                + middle(entry.getValue().stream()
                                        .map(verdict -> (long) verdict.exchanges())
                                        .toList())
                                + " times over "
                                + seconds(middle(entry.getValue().stream()
                                        .map(verdict -> Duration.between(verdict.firstSeen(), verdict.lastSeen())
                                                .toSeconds())
                                        .toList()))
                                + " (medians).",
                        entry.getValue().size(),
                        entry.getValue().size() / (double) all,
                        traits(entry.getValue().getFirst()),
                        example(entry.getKey())))
                .toList();
    }

    private List<Report.Trait> traits(Verdict member) {
        return settings.model().traits(member.channel(), member.group(), TRAITS_OF_A_GROUP).stream()
                .map(trait -> new Report.Trait(
                        trait.meaning(),
                        range(trait),
                        Reasons.format(trait.index(), trait.ordinary()),
                        trait.index().id()))
                .toList();
    }

    private static String range(GroupTrait trait) {
        String low = Reasons.format(trait.index(), trait.low());
        String high = Reasons.format(trait.index(), trait.high());
        return low.equals(high) ? low : low + " to " + high;
    }

    private static String groupName(Verdict verdict) {
        return switch (verdict.channel()) {
            case READABLE -> "HTTP: " + verdict.group();
            case SEALED -> "TLS and QUIC: " + verdict.group();
            case OPAQUE -> "Other TCP: " + verdict.group();
        };
    }

    /** A pair of the group that is neither its shortest nor its longest, and close to it. */
    private @Nullable Series example(String group) {
        if (!examples.containsKey(group)) {
            examples.put(group, findExample(groups.getOrDefault(group, List.of())));
        }
        return examples.get(group);
    }

    private @Nullable Series findExample(List<Verdict> members) {
        long middle = middle(
                members.stream().map(verdict -> (long) verdict.exchanges()).toList());
        return members.stream()
                .filter(verdict -> verdict.exchanges() >= Math.min(LEAST_POINTS_OF_AN_EXAMPLE, Math.max(1, middle)))
                .min(Comparator.comparingDouble(Verdict::distance))
                .map(verdict -> series(
                        verdict.key(),
                        "Ordinary: " + verdict.key().client() + " → "
                                + verdict.key().server()))
                .orElse(null);
    }

    private static long middle(List<Long> numbers) {
        return numbers.isEmpty()
                ? 0
                : numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElse(0L);
    }

    private static String seconds(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }
}
