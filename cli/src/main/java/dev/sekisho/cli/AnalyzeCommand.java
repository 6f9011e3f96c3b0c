package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sekisho.extrusion.analysis.Analysis;
import dev.sekisho.extrusion.analysis.AnalysisSettings;
import dev.sekisho.extrusion.analysis.Findings;
import dev.sekisho.extrusion.analysis.ReportMaker;
import dev.sekisho.extrusion.report.HtmlReport;
import dev.sekisho.traffic.ReadSummary;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sekisho analyze}: what in captures and logs behaves like command and control, or is not allowed. */
@Command(
        name = "analyze",
        description = {
            "Finds communication that behaves like command and control, and applications that are not allowed.",
            "",
            "Prints a table, the strongest alerts first, and writes a report: one HTML file that opens without the"
                    + " Internet.",
            ""
        })
final class AnalyzeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private Inputs inputs = new Inputs();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where to write the report; default: sekisho-report.html in the current directory.")
    private Path report = Path.of("sekisho-report.html");

    @Option(names = "--no-report", description = "Write no report.")
    private boolean noReport;

    @Mixin
    private JudgingOptions judging = new JudgingOptions();

    @Mixin
    private AlertOptions alertOptions = new AlertOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        alertOptions.check(inputs.paths(), noReport ? null : report);
        AnalysisSettings settings = judging.settings();
        Analysis analysis = new Analysis(settings);
        ReadingRun run = new ReadingRun(spec.commandLine(), reading, inputs.paths(), true);
        ReadSummary summary = run.read(analysis);
        Findings findings = analysis.findings(clock.instant());
        if (summary.files() > 0) {
            new AlertListing(spec.commandLine().getOut()).print(findings);
            alertOptions.write(findings.alerts(), inputs.paths());
            writeReport(analysis, settings, findings, summary, run);
        }
        return run.report();
    }

    private void writeReport(
            Analysis analysis, AnalysisSettings settings, Findings findings, ReadSummary summary, ReadingRun run) {
        @Nullable Path target = noReport ? null : report;
        AlertOptions.write(
                target,
                inputs.paths(),
                out -> out.write(HtmlReport.of(new ReportMaker(analysis, settings, findings)
                                .report(inputs.names(), summary, run.unreadable()))
                        .getBytes(UTF_8)));
        if (target != null && !reading.quiet()) {
            spec.commandLine().getErr().println("report: " + target);
        }
    }
}
