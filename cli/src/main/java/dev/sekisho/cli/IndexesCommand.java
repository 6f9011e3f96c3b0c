package dev.sekisho.cli;

import dev.sekisho.extrusion.index.Catalogue;
import dev.sekisho.extrusion.index.Index;
import dev.sekisho.extrusion.index.IndexReference;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sekisho indexes}: what is measured of every pair of client and server. */
@Command(
        name = "indexes",
        description = {
            "Tells what is measured of every pair of client and server: definition, unit, range and meaning of each index"
                    + " (Markdown).",
            ""
        })
final class IndexesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "Only the indexes whose name contains this, such as rhythm or rhythm.beat-jitter.")
    private @Nullable String name;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            out.print(IndexReference.page());
        } else {
            List<Index> found = find(name.toLowerCase(Locale.ROOT));
            if (found.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.WRONG_USAGE, "no index is called \"" + name + "\"; sekisho indexes lists them all");
            }
            out.print(
                    String.join("\n", found.stream().map(IndexReference::entry).toList()));
        }
        out.flush();
        return ExitCode.READ_FULLY;
    }

    private static List<Index> find(String wanted) {
        Index exact = Catalogue.find(wanted);
        return exact != null
                ? List.of(exact)
                : Catalogue.indexes().stream()
                        .filter(index -> index.id().contains(wanted))
                        .toList();
    }
}
