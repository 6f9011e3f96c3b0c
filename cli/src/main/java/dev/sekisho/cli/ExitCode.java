package dev.sekisho.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * How a command tells other programs what came of it. The first six are a contract; the others follow
 * {@code sysexits.h}. The launcher adds 69 when Sekisho could not be built or started.
 */
final class ExitCode {
    /** Every input was read fully. */
    static final int READ_FULLY = 0;

    /** None of the inputs could be read. */
    static final int NOTHING_READABLE = 1;

    /** The command line is wrong. */
    static final int WRONG_USAGE = 2;

    /** Something was read, but not all; what was lost is counted on standard error. */
    static final int READ_WITH_LOSSES = 3;

    /** All evidence fits, but nothing from outside vouches for it: a tail that was cut off cannot be excluded. */
    static final int TAIL_OPEN = 4;

    /** Evidence does not fit: it was altered, removed, moved or cut off, or not signed by the key that was given. */
    static final int DOES_NOT_FIT = 5;

    /** A fault of Sekisho itself. */
    static final int INTERNAL_FAULT = 70;

    /** A result could not be written. */
    static final int NOT_WRITTEN = 74;

    /** Whoever read standard output has gone: what a shell reports for a program that SIGPIPE ended. */
    static final int OUTPUT_CLOSED = 141;

    private static final Map<Integer, String> MEANINGS = new TreeMap<>(Map.ofEntries(
            Map.entry(READ_FULLY, "Everything was read fully."),
            Map.entry(NOTHING_READABLE, "Nothing could be read."),
            Map.entry(WRONG_USAGE, "The command line is wrong."),
            Map.entry(READ_WITH_LOSSES, "Read with losses; they are counted on standard error."),
            Map.entry(TAIL_OPEN, "All evidence fits, but nothing from outside vouches for it."),
            Map.entry(DOES_NOT_FIT, "Evidence does not fit."),
            Map.entry(69, "Sekisho could not be built or started."),
            Map.entry(INTERNAL_FAULT, "A fault of Sekisho itself."),
            Map.entry(NOT_WRITTEN, "A result could not be written."),
            Map.entry(OUTPUT_CLOSED, "The reader of standard output has gone.")));

    private ExitCode() {}

    /** Adds the exit codes to the help of a command and of its subcommands. */
    static void document(CommandLine command) {
        Map<String, String> list = new LinkedHashMap<>();
        MEANINGS.forEach((code, meaning) -> list.put(String.valueOf(code), meaning));
        document(command, list);
    }

    private static void document(CommandLine command, Map<String, String> list) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.exitCodeListHeading("%nExit codes:%n");
        usage.exitCodeList(list);
        command.getSubcommands().values().forEach(subcommand -> document(subcommand, list));
    }
}
