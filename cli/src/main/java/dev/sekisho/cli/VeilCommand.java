package dev.sekisho.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sensor data that changes while it stays encrypted, and access without a name. */
@Command(
        name = "veil",
        description = "Sensor data that changes while it stays encrypted, and results without giving one's name.",
        subcommands = {VeilDemoCommand.class, VeilStationCommand.class})
final class VeilCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }
}
