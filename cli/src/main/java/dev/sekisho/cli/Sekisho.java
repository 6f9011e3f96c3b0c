package dev.sekisho.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code sekisho}: its subcommands, what is common to them, and the way their failures are told. */
@Command(
        name = "sekisho",
        description = "Finds malware and prohibited applications in the traffic that leaves an organisation.",
        mixinStandardHelpOptions = true,
        versionProvider = Sekisho.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "The launcher has commands of its own: @|bold serve|@ starts the server, @|bold backup|@ and @|bold restore|@ save it,",
            "@|bold test|@ checks everything. Each explains itself with --help."
        })
public final class Sekisho implements Callable<Integer> {
    /** The subcommands, in the order in which they are listed. */
    static final List<String> COMMANDS = List.of(
            "analyze",
            "watch",
            "explain",
            "train",
            "sessions",
            "indexes",
            "evaluate",
            "sample",
            "sensor",
            "veil",
            "ledger");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            CommandLine command = commandLine(arguments);
            // What is printed for people must not get lost in silence either.
            StandardOutput output = new StandardOutput();
            command.setOut(output.writer());
            int exitCode = command.execute(arguments);
            output.finish();
            return exitCode;
        } catch (CommandFailure e) {
            if (!e.text().isEmpty()) {
                System.err.println("sekisho: " + e.text());
            }
            return e.exitCode();
        } catch (OutOfMemoryError e) {
            System.err.println("sekisho: memory ran out (" + e.getMessage()
                    + "); give more with SEKISHO_JAVA_OPTS=-Xmx1g, or less work with a smaller --memory");
        } catch (Throwable e) {
            internalFault(e);
        }
        return ExitCode.INTERNAL_FAULT;
    }

    /**
     * The command as far as {@code arguments} need it: with the one subcommand that they name, since making the model of
     * all of them takes longer than many a run; with all of them where they name none.
     */
    static CommandLine commandLine(String... arguments) {
        CommandLine sekisho = new CommandLine(new Sekisho());
        String first = arguments.length == 0 ? "" : arguments[0];
        for (String name : COMMANDS.contains(first) ? List.of(first) : COMMANDS) {
            sekisho.addSubcommand(name, command(name));
        }
        Terminal terminal = Terminal.ofProcess();
        sekisho.setColorScheme(Help.defaultColorScheme(terminal.outputAnsi()));
        sekisho.setCaseInsensitiveEnumValuesAllowed(true);
        sekisho.setUsageHelpAutoWidth(true);
        sekisho.setAbbreviatedOptionsAllowed(false);
        sekisho.setParameterExceptionHandler((failure, given) -> wrongUsage(failure));
        sekisho.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
        OptionTypes.register(sekisho);
        for (CommandLine subcommand : sekisho.getSubcommands().values()) {
            subcommand.getCommandSpec().mixinStandardHelpOptions(true);
        }
        ExitCode.document(sekisho);
        return sekisho;
    }

    private static Object command(String name) {
        return switch (name) {
            case "analyze" -> new AnalyzeCommand();
            case "watch" -> new WatchCommand();
            case "explain" -> new ExplainCommand();
            case "train" -> new TrainCommand();
            case "indexes" -> new IndexesCommand();
            case "sessions" -> new SessionsCommand();
            case "evaluate" -> new EvaluateCommand();
            case "sample" -> new SampleCommand();
            case "sensor" -> new SensorCommand();
            case "veil" -> new VeilCommand();
            case "ledger" -> new LedgerCommand();
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }

    /** Without a command there is nothing to do. */
    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "expected a command");
    }

    private static int wrongUsage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        err.println(name + ": " + describe(failure));
        err.println("See " + name + " --help.");
        return ExitCode.WRONG_USAGE;
    }

    private static String describe(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && failure.getCommandLine().getParent() == null
                && !unmatched.getUnmatched().getFirst().startsWith("-")) {
            return "there is no command \"" + unmatched.getUnmatched().getFirst() + "\"";
        }
        String message = failure.getMessage();
        return message == null ? "wrong usage" : message;
    }

    private static int failed(Exception failure, CommandLine command) {
        if (failure instanceof CommandFailure told) {
            if (!told.text().isEmpty()) {
                command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + told.text());
            }
            return told.exitCode();
        }
        internalFault(failure);
        return ExitCode.INTERNAL_FAULT;
    }

    private static void internalFault(Throwable failure) {
        System.err.println(
                "sekisho: a fault of Sekisho itself. Please report it with what follows, and without captured"
                        + " data (see SECURITY.md if a capture can cause it):");
        failure.printStackTrace();
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
