package dev.sekisho.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a command that runs until it is told to stop end in order: when SIGINT, SIGTERM or SIGHUP comes, it is asked to
 * stop, and the process waits until it has.
 */
final class StopSignal {
    private final Thread hook;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean came;

    /** From now on a signal runs {@code stop}, in a thread of its own. */
    StopSignal(Runnable stop) {
        hook = new Thread(() -> waitForTheEnd(stop), "sekisho-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void waitForTheEnd(Runnable stop) {
        came = true;
        stop.run();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a signal has come. */
    boolean came() {
        return came;
    }

    /**
     * The command has ended and everything is written. Returns only if no signal has come; otherwise the process ends
     * here, because the JVM would give it the signal's exit code instead of the command's.
     */
    void end(int exitCode) {
        boolean ending = came;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            ending = true;
        }
        if (ending) {
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(exitCode);
        }
        ended.countDown();
    }
}
