package dev.sekisho.cli;

import dev.sekisho.cli.sensor.BatchBuffer;
import dev.sekisho.cli.sensor.BatchSender;
import dev.sekisho.cli.sensor.SensorServer;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.capture.LiveCapture;
import dev.sekisho.traffic.input.LiveReader;
import dev.sekisho.traffic.input.ProgressListener;
import dev.sekisho.traffic.input.TrafficReader;
import dev.sekisho.traffic.wire.SessionEventWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sekisho sensor}: sends what an interface or files show to a server. */
@Command(
        name = "sensor",
        description = {
            "Sends the communication sessions of an interface, or of captures and logs, to a server.",
            "",
            "Nothing that it has read is lost or counted twice, whether the server is away, or either of them is ended"
                    + " or killed. What an interface shows waits on the disk until the server has committed it; files"
                    + " wait themselves, and are sent on from where the server is.",
            ""
        })
final class SensorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(names = "--server", paramLabel = "URL", required = true, description = "The server's address.")
    @SuppressWarnings("NullAway.Init")
    private URI server;

    @Option(
            names = "--id",
            paramLabel = "ID",
            required = true,
            description = "The sensor's id, as its page on the server shows it.")
    @SuppressWarnings("NullAway.Init")
    private UUID id;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            required = true,
            description = "File that holds a token with the permission to send for sensors.")
    @SuppressWarnings("NullAway.Init")
    private Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "Certificate of the authority that the server's is checked by (PEM); default: those of the Java"
                            + " platform.")
    private @Nullable Path authority;

    @Option(names = "--interface", paramLabel = "NAME", description = "The network interface to watch.")
    private @Nullable String interfaceName;

    @Option(
            names = "--buffer",
            paramLabel = "DIR",
            description = "Where what an interface shows waits for the server (default: sekisho-buffer in the current"
                    + " directory).")
    private Path buffer = Path.of("sekisho-buffer");

    @Option(
            names = "--buffer-size",
            paramLabel = "SIZE",
            description =
                    "How much may wait there (default 1G); beyond it packets wait in the kernel, and what finds no"
                            + " room there is counted as dropped.")
    private ByteSize bufferSize = new ByteSize(1L << 30);

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Captures and logs to send instead.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    /** The longest that a session's end waits before it is sent. */
    private static final Duration FLUSH_AFTER = Duration.ofSeconds(2);

    @Override
    public Integer call() {
        if ((interfaceName == null) == files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "expected either --interface or files");
        }
        try {
            SensorServer destination = SensorServer.at(server, id, tokenFile, authority, this::tell);
            return interfaceName == null ? sendFiles(destination) : sendLive(destination, interfaceName);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.NOTHING_READABLE, String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.READ_WITH_LOSSES;
        }
    }

    private void tell(String text) {
        if (!reading.quiet()) {
            spec.commandLine().getErr().println(spec.qualifiedName() + ": " + text);
            spec.commandLine().getErr().flush();
        }
    }

    /** Reads each file from its beginning and leaves out the batches that the server has. */
    private int sendFiles(SensorServer destination) throws IOException, InterruptedException {
        int exitCode = ExitCode.READ_FULLY;
        for (Path file : files) {
            String stream = SensorServer.streamOf(file);
            SensorServer.Progress progress = destination.progress(stream);
            if (progress.finished()) {
                tell(file + ": the server has it");
                continue;
            }
            long[] number = {0};
            SessionEventWriter writer = new SessionEventWriter(batch -> {
                if (number[0] >= progress.next()) {
                    destination.send(stream, number[0], batch);
                }
                number[0]++;
            });
            TrafficReader reader = new TrafficReader();
            ReadSummary summary = reader.read(List.of(file), reading.settings(), writer, ProgressListener.NONE);
            writer.flush();
            if (!reader.unreadable().isEmpty()) {
                tell(file + ": " + reader.unreadable().getFirst().reason());
                exitCode = ExitCode.NOTHING_READABLE;
                continue;
            }
            destination.end(stream);
            tell(file + ": " + Quantity.count(summary.sessions(), "session") + " sent");
            exitCode = Math.max(exitCode, ReadReport.exitCode(summary));
        }
        return exitCode;
    }

    private int sendLive(SensorServer destination, String name) throws IOException, InterruptedException {
        try (BatchBuffer waiting = BatchBuffer.open(buffer, bufferSize.bytes())) {
            BatchSender sender = new BatchSender(waiting, destination);
            Thread sending = Thread.ofPlatform().name("sekisho-send").daemon().start(sender);
            SessionEventWriter writer = new SessionEventWriter(waiting::put);
            LiveReader reader = LiveReader.open(name, LiveCapture.Settings.DEFAULT, reading.settings(), writer);
            StopSignal signal = new StopSignal(() -> close(reader));
            int exitCode = ExitCode.INTERNAL_FAULT;
            try {
                tell("sending what " + name + " shows; Ctrl-C or SIGTERM ends it");
                long[] flushed = {System.nanoTime()};
                reader.read(() -> {
                    if (System.nanoTime() - flushed[0] > FLUSH_AFTER.toNanos()) {
                        writer.flush();
                        flushed[0] = System.nanoTime();
                    }
                });
                writer.flush();
                sender.finish();
                sending.join(Duration.ofSeconds(10));
                exitCode = ReadReport.exitCode(reader.summary());
            } finally {
                signal.end(exitCode);
            }
            return exitCode;
        }
    }

    private static void close(LiveReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
