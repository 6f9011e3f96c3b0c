package dev.sekisho.server;

import dev.sekisho.server.backup.BackupException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code sekisho serve}: starts the server, says where it is, and stops it in order. */
@Command(
        name = "sekisho serve",
        description = "Starts the server on HTTPS, with a database of its own that keeps its data.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Stopped in order.",
            "2:The command line is wrong.",
            "69:The server could not be started; the message says why.",
            "70:A fault of Sekisho itself."
        })
public final class Server implements Callable<Integer> {
    private static final int INTERNAL_FAULT = 70;

    @Mixin
    private final ServeOptions options = new ServeOptions();

    private final PrintStream out;

    Server(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(execute(new Server(System.out), "serve", arguments));
    }

    /** Runs a command of the server; its failures are told in one line. */
    static int execute(Object runnable, String name, String... arguments) {
        CommandLine command = new CommandLine(runnable).setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((failure, failed, parsed) -> {
            if (failure instanceof ServeFailure told) {
                failed.getErr().println("sekisho " + name + ": " + told.getMessage());
                return told.exitCode();
            }
            if (failure instanceof BackupException told) {
                failed.getErr().println("sekisho " + name + ": " + told.getMessage());
                return ServeFailure.NOT_STARTED;
            }
            failure.printStackTrace(failed.getErr());
            return INTERNAL_FAULT;
        });
        return command.execute(arguments);
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    stopped.countDown();
                    awaitUninterruptibly(ended);
                },
                "sekisho-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (RunningServer server = RunningServer.start(options)) {
            announce(server);
            stopped.await();
            out.println("stopping …");
        } catch (Throwable e) {
            ended.countDown();
            throw e;
        }
        out.flush();
        // a signal came, and everything is closed: without this the JVM would end with the signal's exit code
        Runtime.getRuntime().halt(0);
        return 0;
    }

    private void announce(RunningServer server) {
        out.println("Sekisho runs at " + server.publicAddress());
        if (server.certificate().authority() != null) {
            out.println("  its own authority, to import into browsers: "
                    + server.certificate().authority());
        }
        out.println("  data: " + server.dataDirectory());
        server.firstAdministratorLink()
                .ifPresent(link -> out.println("  first administrator (works once, for 24 hours): " + link));
        out.println("  stop it with Ctrl-C");
        out.flush();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
