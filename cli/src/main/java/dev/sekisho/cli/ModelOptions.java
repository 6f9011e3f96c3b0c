package dev.sekisho.cli;

import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.activity.InternalNetworks;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Model;
import dev.sekisho.extrusion.model.ModelFile;
import dev.sekisho.extrusion.model.Prior;
import dev.sekisho.traffic.IpNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that measures sessions by a model; a mixin. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "What ordinary traffic looks like, as sekisho train writes it; default: the shipped model.")
    private @Nullable Path model;

    @Option(
            names = "--internal",
            paramLabel = "NETWORK",
            description = "The organisation's own networks; what goes to them does not leave and is not judged. Can be"
                    + " given several times; none for no network. Default: the private ranges.")
    private List<String> internal = new ArrayList<>();

    @Option(
            names = "--false-alarms",
            paramLabel = "NUMBER",
            description = "How many false alarms a day are bearable (default: one among a thousand pairs).")
    private double falseAlarms = AlarmBudget.DEFAULT.falseAlarmsPerDay();

    @Option(
            names = "--pairs-per-day",
            paramLabel = "NUMBER",
            description = "How many pairs of client and server a day are expected.")
    private double pairsPerDay = AlarmBudget.DEFAULT.pairsPerDay();

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            defaultValue = "1d",
            description = "How far back a pair is judged (default ${DEFAULT-VALUE}).")
    private Duration window = ActivitySettings.DEFAULT.window();

    /** How many false alarms are bearable. */
    AlarmBudget budget() {
        try {
            return new AlarmBudget(falseAlarms, pairsPerDay);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /** How much is kept, and which networks are the organisation's own. */
    ActivitySettings activity() {
        return ActivitySettings.DEFAULT.withWindow(window).withInternal(internalNetworks());
    }

    private InternalNetworks internalNetworks() {
        if (internal.isEmpty()) {
            return InternalNetworks.PRIVATE;
        }
        if (internal.equals(List.of("none"))) {
            return InternalNetworks.NONE;
        }
        try {
            return new InternalNetworks(internal.stream().map(IpNetwork::parse).toList());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "--internal: " + e.getMessage(), e);
        }
    }

    /** The model to judge by. */
    Model model() {
        return model == null ? Prior.model() : read(model, ModelFile::read);
    }

    @FunctionalInterface
    interface Reading<T> {
        T from(InputStream in) throws IOException;
    }

    /** Reads {@code file}, and ends the command where that cannot be done. */
    static <T> T read(Path file, Reading<T> reading) {
        if (Files.isDirectory(file)) {
            throw new CommandFailure(
                    ExitCode.WRONG_USAGE, "cannot read " + file + ": expected a file, but it is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return reading.from(in);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, "cannot read " + file + ": " + ResultFile.reason(e), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.WRONG_USAGE, file + ": " + e.getMessage(), e);
        }
    }
}
