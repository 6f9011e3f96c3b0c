package dev.sekisho.cli;

import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * What the two output streams lead to. The launcher finds out and hands it on, because the JDK cannot tell for one
 * stream alone; without the launcher nothing counts as a terminal.
 *
 * @param output whether standard output is a terminal
 * @param error whether standard error is a terminal
 * @param colour whether colours are wanted where there is a terminal
 */
record Terminal(boolean output, boolean error, boolean colour) {
    /** The system property that names the streams that are terminals: any of {@code out} and {@code err}. */
    private static final String PROPERTY = "sekisho.terminals";

    /** The terminal of this process. */
    static Terminal ofProcess() {
        return of(System.getProperty(PROPERTY, ""), System.getenv());
    }

    /** Colours are left out where NO_COLOR is set to anything (no-color.org) and on a terminal that knows none. */
    static Terminal of(String streams, Map<String, String> environment) {
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment
                        .getOrDefault("TERM", "dumb")
                        .toLowerCase(Locale.ROOT)
                        .equals("dumb");
        return new Terminal(streams.contains("out"), streams.contains("err"), colour);
    }

    /** Colours for standard output. */
    Ansi outputAnsi() {
        return output && colour ? Ansi.ON : Ansi.OFF;
    }

    /** Colours for standard error. */
    Ansi errorAnsi() {
        return error && colour ? Ansi.ON : Ansi.OFF;
    }
}
