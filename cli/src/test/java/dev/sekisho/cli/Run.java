package dev.sekisho.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a run of {@code sekisho} inside this process came to.
 *
 * @param exitCode what it returned
 * @param output what picocli wrote for it to standard output
 * @param error what picocli wrote for it to standard error
 */
record Run(int exitCode, String output, String error) {
    /** Runs the command line. */
    static Run of(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter error = new StringWriter();
        CommandLine command = Sekisho.commandLine(arguments);
        command.setOut(new PrintWriter(output, true));
        command.setErr(new PrintWriter(error, true));
        int exitCode = command.execute(arguments);
        return new Run(exitCode, output.toString(), error.toString());
    }
}
