package dev.sekisho.server;

/** The server could not be started; the message is for the operator. */
final class ServeFailure extends RuntimeException {
    /** The command line is wrong. */
    static final int WRONG_USAGE = 2;

    /** Something that the server needs is not to be had. */
    static final int NOT_STARTED = 69;

    private final int exitCode;

    ServeFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    ServeFailure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
