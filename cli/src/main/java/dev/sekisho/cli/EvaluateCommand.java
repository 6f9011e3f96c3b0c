package dev.sekisho.cli;

import dev.sekisho.extrusion.evaluate.Evaluation;
import dev.sekisho.extrusion.evaluate.EvaluationFile;
import dev.sekisho.extrusion.evaluate.EvaluationReport;
import dev.sekisho.extrusion.evaluate.EvaluationRow;
import dev.sekisho.extrusion.evaluate.PairScorer;
import dev.sekisho.extrusion.evaluate.ReportJson;
import dev.sekisho.extrusion.evaluate.ReportText;
import dev.sekisho.extrusion.evaluate.SuricataBaseline;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.extrusion.model.ModelFile;
import dev.sekisho.extrusion.model.Prior;
import dev.sekisho.extrusion.verdict.ModelScorer;
import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.input.ProgressListener;
import dev.sekisho.traffic.input.TrafficReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures detection on labelled traffic. */
@Command(
        name = "evaluate",
        description = "Measures detection on a folder of labelled captures and logs, beside published baselines.",
        footer = {
            "",
            "The folder holds evaluate.csv with the columns input, class (malware, benign, prohibited, untrusted),"
                    + " leave_out_group, c2_hosts, clients, internal_networks, start, end."
        })
final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--captures",
            required = true,
            paramLabel = "DIR",
            description = "Folder with evaluate.csv, or such a file under another name.")
    @SuppressWarnings("NullAway.Init") // required: set by picocli before call()
    private Path captures;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the report as JSON too.")
    private @Nullable Path json;

    @Option(
            names = "--suricata-rules",
            paramLabel = "FILE",
            description = "Runs the installed Suricata with these rules as one more baseline.")
    private @Nullable Path suricataRules;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "Evaluates this model instead of the shipped one; without the figures of leaving groups out.")
    private @Nullable Path model;

    @Option(names = "--baselines-only", description = "Runs the baselines without the detector.")
    private boolean baselinesOnly;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path file = Files.isDirectory(captures) ? captures.resolve(EvaluationFile.NAME) : captures;
        Path folder = file.toAbsolutePath().getParent();
        List<EvaluationRow> rows;
        try {
            rows = EvaluationFile.read(file);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.NOTHING_READABLE, "cannot read " + file + ": " + e.getMessage(), e);
        }
        SuricataBaseline suricata = suricataRules == null ? null : new SuricataBaseline(suricataRules);
        EvaluationReport report;
        try (ProgressLine progress = ProgressLine.onStandardError(!reading.quiet())) {
            report = new Evaluation(
                            folder == null ? Path.of("") : folder,
                            rows,
                            this::read,
                            scorer(),
                            suricata,
                            input -> progress.show(() -> "evaluating: " + input))
                    .run();
        }
        spec.commandLine().getOut().print(ReportText.of(report));
        spec.commandLine().getOut().flush();
        writeJson(report, file);
        if (report.sets().isEmpty()) {
            return ExitCode.NOTHING_READABLE;
        }
        return report.unreadable().isEmpty() ? ExitCode.READ_FULLY : ExitCode.READ_WITH_LOSSES;
    }

    /** The shipped model, which can be learned anew without a group, or the one given, which cannot. */
    private @Nullable PairScorer scorer() {
        if (baselinesOnly) {
            return null;
        }
        Path file = model;
        if (file == null) {
            return new ModelScorer(Prior.model(), Prior::withoutGroup, AlarmBudget.DEFAULT);
        }
        try (InputStream input = Files.newInputStream(file)) {
            Model given = ModelFile.read(input);
            return new GivenModel(new ModelScorer(given, _ -> given, AlarmBudget.DEFAULT));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NOTHING_READABLE, "cannot read the model " + file + ": " + e.getMessage(), e);
        }
    }

    /** A model of whose learning nothing is known. */
    private record GivenModel(PairScorer scorer) implements PairScorer {
        @Override
        public Judgement begin(List<IpNetwork> internalNetworks) {
            return scorer.begin(internalNetworks);
        }

        @Override
        public PairScorer withoutGroup(String leaveOutGroup) {
            return this;
        }

        @Override
        public boolean forgetsGroups() {
            return false;
        }
    }

    private ReadSummary read(Path input, SessionSink sink) {
        return new TrafficReader().read(List.of(input), reading.settings(), sink, ProgressListener.NONE);
    }

    private void writeJson(EvaluationReport report, Path file) {
        Path target = json;
        if (target == null) {
            return;
        }
        ResultFile.write(target, List.of(file), output -> {
            ReportJson.write(report, output);
            return target;
        });
    }
}
