package dev.sekisho.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code sekisho}: its subcommands, what is common to them, and the way their failures are told. */
@Command(
        name = "sekisho",
        description = "Finds malware and prohibited applications in the traffic that leaves an organisation.",
        mixinStandardHelpOptions = true,
        versionProvider = Sekisho.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        exitCodeOnInvalidInput = ExitCode.WRONG_USAGE,
        exitCodeOnExecutionException = ExitCode.INTERNAL_FAULT)
public final class Sekisho implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command with all its subcommands. */
    static CommandLine commandLine() {
        return new CommandLine(new Sekisho());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }

    /** Tells the version of Sekisho and of what it runs on. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Sekisho.class.getPackage().getImplementationVersion();
            return new String[] {
                "sekisho " + (version == null ? "(not packaged)" : version) + ", Java "
                        + System.getProperty("java.runtime.version") + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }
    }
}
