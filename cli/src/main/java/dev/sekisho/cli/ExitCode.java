package dev.sekisho.cli;

/**
 * How a command tells other programs what came of it. The first four are a contract; the others follow
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

    /** A fault of Sekisho itself. */
    static final int INTERNAL_FAULT = 70;

    /** A result could not be written. */
    static final int NOT_WRITTEN = 74;

    /** Whoever read standard output has gone: what the shell reports for a program that SIGPIPE ended. */
    static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}
}
