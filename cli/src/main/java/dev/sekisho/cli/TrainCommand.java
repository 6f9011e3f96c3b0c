package dev.sekisho.cli;

import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Channel;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.extrusion.model.ModelFile;
import dev.sekisho.extrusion.verdict.SiteTrainer;
import dev.sekisho.traffic.SessionKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sekisho train}: what is ordinary at one site. */
@Command(
        name = "train",
        description = {
            "Learns from a site's own traffic what is ordinary there, and writes it as a model for --model of the other"
                    + " commands.",
            "",
            "The traffic needs no labels: it is taken as ordinary, except for the pairs that would be alarms now. These"
                    + " are listed, for somebody to look at. Some days of traffic are best.",
            ""
        })
final class TrainCommand implements Callable<Integer> {
    /** How many pairs that were left out are listed. */
    private static final int MOST_LISTED = 50;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private Inputs inputs = new Inputs();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODEL",
            required = true,
            description = "Where to write the model.")
    private Path output = Path.of("");

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Override
    public Integer call() {
        ResultFile.check(output, inputs.paths());
        Model before = models.model();
        AlarmBudget budget = models.budget();
        SiteTrainer trainer = new SiteTrainer(before, models.activity(), budget);
        ReadingRun run = new ReadingRun(spec.commandLine(), reading, inputs.paths(), true);
        if (run.read(trainer).files() == 0) {
            return run.report();
        }
        Model site = learn(trainer);
        AlertOptions.write(output, inputs.paths(), out -> ModelFile.write(site, out));
        tell(before, site, budget, trainer.leftOut());
        return run.report();
    }

    private static Model learn(SiteTrainer trainer) {
        try {
            return trainer.model();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.NOTHING_READABLE, "cannot learn from this traffic: " + e.getMessage(), e);
        }
    }

    private void tell(Model before, Model site, AlarmBudget budget, List<SessionKey> leftOut) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(output + ": learned from " + Quantity.count(site.calibrated(), "ordinary pair"));
        out.println();
        out.printf(Locale.ROOT, "  %-34s  %12s  %12s%n", "", "BEFORE", "NOW");
        row(
                out,
                "ordinary pairs compared with",
                Quantity.count(before.calibrated()),
                Quantity.count(site.calibrated()));
        row(out, "an alarm is a score above", score(before, budget), score(site, budget));
        for (Channel channel : Channel.values()) {
            row(
                    out,
                    "groups of " + name(channel),
                    Quantity.count(before.groups(channel).size()),
                    Quantity.count(site.groups(channel).size()));
        }
        listLeftOut(out, leftOut);
        double wanted = 1 / budget.rate();
        if (site.calibrated() < wanted) {
            out.println();
            out.println("Warning: one false alarm among " + Quantity.count(Math.round(wanted))
                    + " pairs is wanted, but only " + Quantity.count(site.calibrated())
                    + " were learned from, so the threshold is a continuation of what was seen."
                    + " Give it the traffic of more days.");
        }
        out.flush();
    }

    private static void row(PrintWriter out, String name, String before, String now) {
        out.printf(Locale.ROOT, "  %-34s  %12s  %12s%n", name, before, now);
    }

    private static String score(Model model, AlarmBudget budget) {
        return String.format(Locale.ROOT, "%.3f", 1 / (1 + Math.exp(-model.threshold(budget))));
    }

    private static String name(Channel channel) {
        return switch (channel) {
            case READABLE -> "HTTP";
            case SEALED -> "TLS and QUIC";
            case OPAQUE -> "other TCP";
        };
    }

    private static void listLeftOut(PrintWriter out, List<SessionKey> leftOut) {
        if (leftOut.isEmpty()) {
            return;
        }
        out.println();
        out.println("Not learned from, because they would be alarms (look at them with sekisho explain):");
        leftOut.stream().limit(MOST_LISTED).forEach(key -> out.println("  " + PairList.name(key)));
        if (leftOut.size() > MOST_LISTED) {
            out.println("  … and " + Quantity.count(leftOut.size() - (long) MOST_LISTED) + " more");
        }
    }
}
