package dev.sekisho.cli;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.log.LogReader;
import dev.sekisho.traffic.session.TrafficReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        List<Path> captures = new ArrayList<>();
        List<Path> logs = new ArrayList<>();
        for (Path input : inputs) {
            (LogReader.isForLogs(input) ? logs : captures).add(input);
        }
        ReadSummary result = new ReadSummary(0, 0, 0, 0, 0, 0, new Losses());
        if (!captures.isEmpty()) {
            result = readCaptures(captures, sink);
        }
        if (!logs.isEmpty()) {
            SessionSink numbered = result.sessions() == 0 ? sink : new ShiftedNumbers(sink, result.sessions());
            result = sum(result, new LogReader(options.settings(), numbered).read(logs));
        }
        summary = result;
        return result;
    }

    private ReadSummary readCaptures(List<Path> captures, SessionSink sink) {
        try (ProgressLine line = ProgressLine.onStandardError(showsProgress && !options.quiet())) {
            return reader.read(
                    captures,
                    options.settings(),
                    sink,
                    (bytesRead, bytesTotal, packets) ->
                            line.show(() -> ReadReport.progress(bytesRead, bytesTotal, packets, elapsed())));
        }
    }

    private static ReadSummary sum(ReadSummary one, ReadSummary other) {
        Losses losses = new Losses();
        one.losses().counts().forEach(losses::add);
        other.losses().counts().forEach(losses::add);
        return new ReadSummary(
                one.files() + other.files(),
                one.packets() + other.packets(),
                one.bytes() + other.bytes(),
                one.connections() + other.connections(),
                one.exchanges() + other.exchanges(),
                one.sessions() + other.sessions(),
                losses);
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
        return Files.isReadable(input) ? unreadable.reason() : "permission denied";
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Hands on with every session number raised, where two readers, which both count from 1, share a sink. */
    private record ShiftedNumbers(SessionSink sink, long by) implements SessionSink {
        @Override
        public void exchange(long session, SessionKey key, Exchange exchange) {
            sink.exchange(session + by, key, exchange);
        }

        @Override
        public void connection(long session, SessionKey key, Connection connection) {
            sink.connection(session + by, key, connection);
        }

        @Override
        public void closed(CommunicationSession session) {
            sink.closed(new CommunicationSession(
                    session.id() + by,
                    session.key(),
                    session.protocol(),
                    session.start(),
                    session.end(),
                    session.connections(),
                    session.exchanges(),
                    session.bytesUp(),
                    session.bytesDown(),
                    session.userAgent(),
                    session.ja3(),
                    session.ja4(),
                    session.alpn(),
                    session.resolvedName()));
        }

        @Override
        public void resolved(String client, String name, String address, Instant time) {
            sink.resolved(client, name, address, time);
        }
    }
}
