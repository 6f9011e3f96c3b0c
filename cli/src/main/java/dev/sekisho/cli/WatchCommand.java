package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.analysis.Analysis;
import dev.sekisho.extrusion.analysis.AnalysisSettings;
import dev.sekisho.extrusion.analysis.Findings;
import dev.sekisho.extrusion.analysis.ReportMaker;
import dev.sekisho.extrusion.report.HtmlReport;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.capture.LiveCapture;
import dev.sekisho.traffic.input.LiveReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sekisho watch}: the same as {@code analyze}, of an interface of this machine, while the traffic passes. */
@Command(
        name = "watch",
        description = {
            "Watches a network interface for communication that behaves like command and control, and for applications"
                    + " that are not allowed.",
            "",
            "Prints a line for every alert when it first arises, and goes on until it is stopped (Ctrl-C, SIGTERM) or"
                    + " --duration is over. A policy file is read anew when it changes. Needs root or the capability"
                    + " CAP_NET_RAW.",
            ""
        })
final class WatchCommand implements Callable<Integer>, Watch.Listener {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "NAME",
            required = true,
            description = "The network interface, such as eth1.")
    private String interfaceName = "";

    @Option(names = "--duration", paramLabel = "DURATION", description = "End after this time.")
    private @Nullable Duration duration;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a report of what holds (HTML), again and again and at the end.")
    private @Nullable Path report;

    @Option(
            names = "--report-every",
            paramLabel = "DURATION",
            defaultValue = "10m",
            description = "How often everything is judged once more and the report is written (default"
                    + " ${DEFAULT-VALUE}).")
    private Duration reportEvery = Duration.ofMinutes(10);

    @Option(
            names = "--ring",
            paramLabel = "SIZE",
            description = "Room for packets that wait in the kernel (default 64M).")
    private ByteSize ring = new ByteSize(LiveCapture.DEFAULT_RING_BYTES);

    @Mixin
    private JudgingOptions judging = new JudgingOptions();

    @Mixin
    private AlertOptions alertOptions = new AlertOptions();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    private final Clock clock = Clock.systemUTC();
    private @Nullable ProgressLine status;

    @Override
    public Integer call() {
        Watch watch = new Watch(judging, alertOptions, this, clock, reportEvery);
        alertOptions.check(List.of(), report);
        LiveReader reader = open(watch);
        watch.reportTo((analysis, settings, findings) -> report(reader, analysis, settings, findings));
        StopSignal signal = new StopSignal(() -> stop(reader));
        int exitCode = ExitCode.INTERNAL_FAULT;
        try {
            exitCode = run(reader, watch);
        } catch (CommandFailure e) {
            exitCode = e.exitCode();
            if (signal.came()) {
                message(e.text());
            }
            throw e;
        } finally {
            signal.end(exitCode);
        }
        return exitCode;
    }

    private LiveReader open(Watch watch) {
        if (ring.bytes() > Integer.MAX_VALUE) {
            throw new ParameterException(spec.commandLine(), "--ring must be below 2G, but is " + ring.bytes());
        }
        try {
            LiveCapture.Settings capturing = new LiveCapture.Settings((int) ring.bytes(), true, -1);
            return LiveReader.open(interfaceName, capturing, reading.settings(), watch.sink());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--ring: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.NOTHING_READABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static void stop(LiveReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Watches until the end, however it comes, and gives the exit code. */
    private int run(LiveReader reader, Watch watch) {
        long startNanos = System.nanoTime();
        if (!reading.quiet()) {
            message("watching " + interfaceName
                    + (duration == null ? "" : " for " + Quantity.duration(duration))
                    + "; Ctrl-C or SIGTERM ends it");
        }
        boolean removed = false;
        try (ProgressLine line = ProgressLine.onStandardError(!reading.quiet())) {
            status = line;
            reader.read(() -> {
                watch.pulse();
                line.show(() -> status(reader.summary(), watch));
                if (duration != null && elapsed(startNanos).compareTo(duration) >= 0) {
                    stop(reader);
                }
            });
        } catch (IOException e) {
            removed = true;
            message(e.getMessage() + "; what was seen until then follows");
        } finally {
            status = null;
        }
        boolean written = watch.end();
        ReadSummary summary = reader.summary();
        if (!reading.quiet()) {
            summarize(summary, watch, elapsed(startNanos));
        }
        if (!written) {
            return ExitCode.NOT_WRITTEN;
        }
        return removed ? ExitCode.READ_WITH_LOSSES : ReadReport.exitCode(summary);
    }

    private static Duration elapsed(long startNanos) {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    private String status(ReadSummary summary, Watch watch) {
        return "watching " + interfaceName + ": " + Quantity.count(summary.packets(), "packet") + ", "
                + Quantity.count(summary.losses().count(Losses.Reason.DROPPED_BY_KERNEL)) + " dropped, "
                + Quantity.count(summary.sessions(), "session") + ", " + Quantity.count(watch.alerts(), "alert");
    }

    private void summarize(ReadSummary summary, Watch watch, Duration elapsed) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("watched " + interfaceName + " for " + Quantity.duration(elapsed) + ": "
                + Quantity.count(summary.packets(), "packet") + " (" + Quantity.size(summary.bytes()) + "), "
                + Quantity.count(summary.losses().count(Losses.Reason.DROPPED_BY_KERNEL)) + " dropped by the kernel, "
                + ReadReport.content(summary) + ", " + Quantity.count(watch.told(), "alert"));
        ReadReport.printLosses(err, summary.losses());
    }

    private void report(LiveReader reader, Analysis analysis, AnalysisSettings settings, Findings findings) {
        AlertOptions.write(report, List.of(), out -> {
            ReportMaker maker = new ReportMaker(analysis, settings, findings);
            out.write(HtmlReport.of(maker.report(
                            List.of("interface " + interfaceName + ", the last "
                                    + Quantity.duration(settings.activity().window())),
                            reader.summary(),
                            Map.of()))
                    .getBytes(UTF_8));
        });
    }

    @Override
    public void alert(Alert alert) {
        wipeStatus();
        PrintWriter out = spec.commandLine().getOut();
        out.println(AlertListing.line(alert));
        out.flush();
    }

    @Override
    public void message(String text) {
        wipeStatus();
        PrintWriter err = spec.commandLine().getErr();
        err.println(spec.qualifiedName() + ": " + text);
        err.flush();
    }

    private void wipeStatus() {
        if (status != null) {
            status.close();
        }
    }
}
