package dev.sekisho.cli;

import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.input.TrafficReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** One reading of captures and logs by a command: with progress while it lasts and a report at its end. */
final class ReadingRun {
    private final CommandLine command;
    private final ReadingOptions options;
    private final List<Path> inputs;
    private final boolean showsProgress;
    private final TrafficReader reader = new TrafficReader();
    private final long startNanos = System.nanoTime();
    private @Nullable ReadSummary summary;

    /**
     * @param command the command that reads; messages go to its error writer
     * @param options what the user wants
     * @param inputs files to read
     * @param showsProgress whether progress may be drawn, if standard error is a terminal and the user wants it
     */
    ReadingRun(CommandLine command, ReadingOptions options, List<Path> inputs, boolean showsProgress) {
        this.command = command;
        this.options = options;
        this.inputs = inputs;
        this.showsProgress = showsProgress;
    }

    /** Reads all inputs and hands what is in them to {@code sink}: captures first, then logs; to be called once. */
    ReadSummary read(SessionSink sink) {
        try (ProgressLine line = ProgressLine.onStandardError(showsProgress && !options.quiet())) {
            ReadSummary result = reader.read(
                    inputs,
                    options.settings(),
                    sink,
                    (bytesRead, bytesTotal, packets) ->
                            line.show(() -> ReadReport.progress(bytesRead, bytesTotal, packets, elapsed())));
            summary = result;
            return result;
        }
    }

    /** Tells what could not be read and, unless the user wants it quiet, how much was read; gives the exit code. */
    int report() {
        if (summary == null) {
            throw new IllegalStateException("report() before read()");
        }
        PrintWriter err = command.getErr();
        for (TrafficReader.UnreadableInput unreadable : reader.unreadable()) {
            err.println(command.getCommandSpec().qualifiedName() + ": cannot read " + unreadable.input() + ": "
                    + reason(unreadable));
        }
        if (!options.quiet()) {
            ReadReport.print(err, summary, elapsed());
        }
        return ReadReport.exitCode(summary);
    }

    /** The inputs that could not be read, with the reason in words. */
    Map<String, String> unreadable() {
        Map<String, String> result = new LinkedHashMap<>();
        for (TrafficReader.UnreadableInput each : reader.unreadable()) {
            result.put(each.input().toString(), reason(each));
        }
        return result;
    }

    private static String reason(TrafficReader.UnreadableInput unreadable) {
        Path input = unreadable.input();
        if (!Files.exists(input)) {
            return "no such file";
        }
        if (!Files.isReadable(input)) {
            return "permission denied";
        }
        return input.toFile().length() == 0 && Files.isRegularFile(input) ? "the file is empty" : unreadable.reason();
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
