package dev.sekisho.cli;

import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.export.SessionCsvWriter;
import dev.sekisho.traffic.export.SessionJsonWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sekisho sessions}: the communication sessions in captures and logs, for people and for other programs. */
@Command(
        name = "sessions",
        description = {
            "Gives the communication sessions in captures and logs.",
            "",
            "A session is everything that one client and one server exchange until they fall silent. Sessions are"
                    + " written as they end: as a table on a terminal, otherwise as JSON, one object a line.",
            ""
        })
final class SessionsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private Inputs inputs = new Inputs();

    @ArgGroup(exclusive = true)
    private Form form = new Form();

    @Option(names = "--exchanges", description = "With each session its exchanges (JSON only).")
    private boolean exchanges;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to a file instead of standard output.")
    private @Nullable Path output;

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    /** How sessions are written; at most one is chosen. */
    static final class Form {
        @Option(names = "--json", description = "JSON lines; the default where standard output is no terminal.")
        private boolean json;

        @Option(names = "--csv", description = "CSV with a header line.")
        private boolean csv;

        @Option(names = "--table", description = "A table for people; the default on a terminal.")
        private boolean table;
    }

    @Override
    public Integer call() {
        boolean onTerminal = output == null && Terminal.ofProcess().output();
        boolean asTable = form.table || (onTerminal && !form.json && !form.csv && !exchanges);
        if (exchanges && (form.csv || form.table)) {
            throw new ParameterException(spec.commandLine(), "--exchanges can only be written as JSON");
        }

        if (output != null) {
            ResultFile.check(output, inputs.paths());
        }
        ReadingRun run = new ReadingRun(spec.commandLine(), reading, inputs.paths(), !onTerminal);
        return ResultFile.write(output, inputs.paths(), result -> {
            if (asTable) {
                return read(run, new SessionListing(result));
            }
            return form.csv
                    ? read(run, new SessionCsvWriter(result))
                    : read(run, new SessionJsonWriter(result, exchanges));
        });
    }

    private static <W extends SessionSink & Closeable> int read(ReadingRun run, W writer) {
        try (writer) {
            run.read(writer);
        } catch (UncheckedIOException e) {
            throw ResultFile.failure(e);
        } catch (IOException e) {
            throw ResultFile.failure("cannot write sessions", e);
        }
        return run.report();
    }
}
