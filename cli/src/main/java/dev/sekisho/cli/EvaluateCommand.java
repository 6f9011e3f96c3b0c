package dev.sekisho.cli;

import dev.sekisho.extrusion.evaluate.Evaluation;
import dev.sekisho.extrusion.evaluate.EvaluationFile;
import dev.sekisho.extrusion.evaluate.EvaluationReport;
import dev.sekisho.extrusion.evaluate.EvaluationRow;
import dev.sekisho.extrusion.evaluate.PairScorer;
import dev.sekisho.extrusion.evaluate.ReportJson;
import dev.sekisho.extrusion.evaluate.ReportText;
import dev.sekisho.extrusion.evaluate.SuricataBaseline;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.log.LogReader;
import dev.sekisho.traffic.session.ProgressListener;
import dev.sekisho.traffic.session.TrafficReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

    private @Nullable PairScorer scorer() {
        return null;
    }

    private ReadSummary read(Path input, SessionSink sink) {
        if (LogReader.isForLogs(input)) {
            return new LogReader(reading.settings(), sink).read(List.of(input));
        }
        return new TrafficReader().read(List.of(input), reading.settings(), sink, ProgressListener.NONE);
    }

    private void writeJson(EvaluationReport report, Path file) {
        Path target = json;
        if (target == null) {
            return;
        }
        try (OutputStream output = new BufferedOutputStream(ResultFile.open(target, List.of(file)))) {
            ReportJson.write(report, output);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.NOT_WRITTEN, "cannot write " + target + ": " + e.getMessage(), e);
        }
    }
}
