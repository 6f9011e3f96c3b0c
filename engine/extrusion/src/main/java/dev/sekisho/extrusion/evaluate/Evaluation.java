package dev.sekisho.extrusion.evaluate;

import dev.sekisho.extrusion.evaluate.EvaluationReport.SetReport;
import dev.sekisho.extrusion.evaluate.PairScorer.Judgement;
import dev.sekisho.extrusion.evaluate.PairScorer.PairVerdict;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a detector and the baselines over labelled traffic. Each input is read once, whatever judges it; inputs with the
 * same content count once; sets are reported one by one.
 */
public final class Evaluation {
    /** RITA's thresholds: what it calls low and what it calls a beacon worth a look. */
    private static final double[] RITA_THRESHOLDS = {0.5, 0.7};

    private final Path folder;
    private final List<EvaluationRow> rows;
    private final SessionSource source;
    private final @Nullable PairScorer scorer;
    private final @Nullable SuricataBaseline suricata;
    private final Consumer<String> progress;
    private final WellKnownServices services = WellKnownServices.load();
    private final Map<String, SetTally> shipped = new LinkedHashMap<>();
    private final Map<String, SetTally> leftOut = new LinkedHashMap<>();
    private final List<String> repeated = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    /**
     * Prepares an evaluation.
     *
     * @param folder what the inputs of {@code rows} are relative to
     * @param scorer the detector, null for the baselines alone
     * @param suricata the signatures' side, null to do without
     * @param progress told the name of each input before it is read
     */
    public Evaluation(
            Path folder,
            List<EvaluationRow> rows,
            SessionSource source,
            @Nullable PairScorer scorer,
            @Nullable SuricataBaseline suricata,
            Consumer<String> progress) {
        this.folder = folder;
        this.rows = List.copyOf(rows);
        this.source = source;
        this.scorer = scorer;
        this.suricata = suricata;
        this.progress = progress;
    }

    /** Reads and judges everything; to be called once. */
    public EvaluationReport run() {
        long start = System.nanoTime();
        Map<String, List<EvaluationRow>> inputs = new LinkedHashMap<>();
        for (EvaluationRow row : rows) {
            inputs.computeIfAbsent(row.input(), _ -> new ArrayList<>()).add(row);
        }
        Set<String> contents = new HashSet<>();
        for (Map.Entry<String, List<EvaluationRow>> input : inputs.entrySet()) {
            Path path = folder.resolve(input.getKey());
            progress.accept(input.getKey());
            try {
                if (contents.add(ContentHash.of(path))) {
                    judge(path, input.getValue());
                } else {
                    repeated.add(input.getKey());
                }
            } catch (IOException e) {
                unreadable.add(input.getKey() + ": " + e.getMessage());
            }
        }
        return new EvaluationReport(
                reports(shipped),
                reports(leftOut),
                repeated,
                unreadable,
                (System.nanoTime() - start) / 1e9,
                PeakMemory.bytes());
    }

    private static List<SetReport> reports(Map<String, SetTally> tallies) {
        return tallies.entrySet().stream()
                .map(entry -> entry.getValue().report(entry.getKey()))
                .toList();
    }

    private void judge(Path path, List<EvaluationRow> meant) throws IOException {
        ObservedPairs observed = new ObservedPairs(meant);
        List<SessionSink> sinks = new ArrayList<>();
        sinks.add(observed);
        Map<String, Judgement> judgements = begin(meant);
        sinks.addAll(judgements.values());
        ReadSummary summary = source.read(path, new FanOut(sinks));
        if (summary.files() == 0 || summary.losses().count(Losses.Reason.UNREADABLE_FILE) >= summary.files() + 1L) {
            throw new IOException("is neither a capture nor a log of a known format, or cannot be read");
        }
        String set = meant.getFirst().set();
        List<Judge> baselines = new ArrayList<>();
        for (double threshold : RITA_THRESHOLDS) {
            baselines.add(Judge.rita(observed, threshold));
        }
        SuricataBaseline signatures = suricata;
        if (signatures != null && Files.isRegularFile(path)) {
            Judge judge = signatures.judge(path, observed);
            if (judge != null) {
                baselines.add(judge);
            }
        }
        Map<String, List<PairVerdict>> verdicts = new LinkedHashMap<>();
        judgements.forEach((group, judgement) -> verdicts.put(group, judgement.verdicts()));
        count(shipped, set, meant, observed, detector(verdicts, observed, false), baselines);
        if (scorer != null && scorer.forgetsGroups()) {
            count(leftOut, set, meant, observed, detector(verdicts, observed, true), baselines);
        }
    }

    /** The judgements of one input: the detector as shipped under the empty name, and without each group of the input. */
    private Map<String, Judgement> begin(List<EvaluationRow> meant) {
        Map<String, Judgement> judgements = new LinkedHashMap<>();
        PairScorer whole = scorer;
        if (whole != null) {
            judgements.put("", whole.begin(meant.getFirst().internalNetworks()));
            List<EvaluationRow> grouped = whole.forgetsGroups() ? meant : List.of();
            for (EvaluationRow row : grouped) {
                judgements.computeIfAbsent(
                        row.leaveOutGroup(), group -> whole.withoutGroup(group).begin(row.internalNetworks()));
            }
        }
        return judgements;
    }

    private static @Nullable Judge detector(
            Map<String, List<PairVerdict>> verdicts, ObservedPairs observed, boolean withoutOwnGroup) {
        if (verdicts.isEmpty()) {
            return null;
        }
        Judge judge = new Judge("detector");
        verdicts.forEach((group, list) -> {
            for (PairVerdict verdict : list) {
                judge.take(verdict, observed, row -> (withoutOwnGroup ? row.leaveOutGroup() : "").equals(group));
            }
        });
        return judge;
    }

    private void count(
            Map<String, SetTally> tallies,
            String set,
            List<EvaluationRow> meant,
            ObservedPairs observed,
            @Nullable Judge detector,
            List<Judge> baselines) {
        List<Judge> judges = new ArrayList<>();
        if (detector != null) {
            judges.add(detector);
        }
        judges.addAll(baselines);
        tallies.computeIfAbsent(set, _ -> new SetTally()).add(meant, observed, judges, services);
    }
}
