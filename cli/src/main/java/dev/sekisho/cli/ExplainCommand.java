package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sekisho.extrusion.activity.PairActivity;
import dev.sekisho.extrusion.analysis.Analysis;
import dev.sekisho.extrusion.analysis.AnalysisSettings;
import dev.sekisho.extrusion.analysis.Findings;
import dev.sekisho.extrusion.analysis.ReportMaker;
import dev.sekisho.extrusion.report.PairReport;
import dev.sekisho.extrusion.verdict.Explanation;
import dev.sekisho.traffic.SessionKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sekisho explain}: why one pair of client and server is judged as it is. */
@Command(
        name = "explain",
        description = {
            "Explains why a client and a server are judged as they are: verdict, picture, and every index with what is"
                    + " ordinary and how much it counts.",
            "",
            "With --all, or with only one of --client and --server, it ranks the pairs there are.",
            ""
        })
final class ExplainCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private Inputs inputs = new Inputs();

    @Option(names = "--client", paramLabel = "CLIENT", description = "The client as alerts name it.")
    private @Nullable String client;

    @Option(
            names = "--server",
            paramLabel = "SERVER",
            description = "The server: its name, its address, or address:port.")
    private @Nullable String server;

    @Option(names = "--all", description = "List every pair that was judged, the most suspicious first.")
    private boolean all;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the explanation as a page (HTML) too.")
    private @Nullable Path report;

    @Mixin
    private JudgingOptions judging = new JudgingOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        if (client == null && server == null && !all) {
            throw new ParameterException(spec.commandLine(), "expected --client and --server, or --all");
        }
        boolean wantsOne = client != null && server != null && !all;
        if (report != null && !wantsOne) {
            throw new ParameterException(
                    spec.commandLine(), "--report needs --client and --server: the page explains one pair");
        }
        if (report != null) {
            ResultFile.check(report, inputs.paths());
        }
        AnalysisSettings settings = judging.settings();
        Analysis analysis = new Analysis(settings);
        ReadingRun run = new ReadingRun(spec.commandLine(), reading, inputs.paths(), true);
        if (run.read(analysis).files() == 0) {
            return run.report();
        }
        Findings findings = analysis.findings(clock.instant());
        PairList pairs = new PairList(analysis.analyzer().activity(), findings.verdicts());
        if (!wantsOne) {
            pairs.print(spec.commandLine().getOut(), client, server);
            return run.report();
        }
        explain(analysis, settings, findings, pairs);
        return run.report();
    }

    private void explain(Analysis analysis, AnalysisSettings settings, Findings findings, PairList pairs) {
        List<PairActivity> matching = pairs.matching(client, server);
        if (matching.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, pairs.noSuchPair(String.valueOf(client), String.valueOf(server)));
        }
        PrintWriter out = spec.commandLine().getOut();
        PairActivity pair = matching.getFirst();
        SessionKey key = pair.key();
        Explanation explanation = analysis.analyzer().explain(key);
        if (explanation == null) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, pairs.notJudged(pair));
        }
        new ExplanationText(out).print(explanation, analysis.analyzer().turns(key));
        if (matching.size() > 1) {
            out.println("The same names also fit:");
            matching.stream()
                    .skip(1)
                    .limit(PairList.FEW)
                    .forEach(each -> out.println("  " + PairList.name(each.key())));
            out.flush();
        }
        AlertOptions.write(
                report,
                inputs.paths(),
                page -> page.write(
                        PairReport.of(new ReportMaker(analysis, settings, findings).pair(explanation, inputs.names()))
                                .getBytes(UTF_8)));
    }
}
