package dev.sekisho.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/** The one server that all tests of this JVM share: real database, real HTTPS, data in a temporary directory. */
public final class TestServer {
    /** Unpacked once for all tests. */
    static final Path PROGRAMS = Path.of("target/postgresql").toAbsolutePath();

    private static @Nullable RunningServer shared;
    private static @Nullable RuntimeException failure;

    private TestServer() {}

    @SuppressWarnings("StaticAssignmentOfThrowable") // each test class after the first is to know why
    static synchronized RunningServer shared() {
        if (failure != null) {
            throw new IllegalStateException(
                    "the shared server did not start; see the first test that needed it", failure);
        }
        try {
            if (shared == null) {
                shared = start();
            }
            return shared;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** A bean of the shared server. */
    public static <T> T bean(Class<T> type) {
        return shared().context().getBean(type);
    }

    /** The rooms of the shared server. */
    public static ApplicationContext context() {
        return shared().context();
    }

    /** Somebody before the shared server, not signed in. */
    public static Visitor visitor() {
        return new Visitor(shared());
    }

    /** The same, who comes from an address of this machine. */
    static Visitor visitorFrom(InetAddress address) {
        return new Visitor(shared(), address);
    }

    private static RunningServer start() {
        try {
            Path directory = Files.createTempDirectory("sekisho-test-");
            RunningServer server = RunningServer.start(options(directory.resolve("data"), freePort()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                server.close();
                delete(directory);
            }));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServeOptions options(Path data, int port) {
        ServeOptions options = new ServeOptions();
        options.data = data;
        options.port = port;
        options.databasePrograms = PROGRAMS;
        return options;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static void delete(Path directory) {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until something holds, at most {@code seconds}. */
    static boolean within(int seconds, Supplier<Boolean> claim) throws InterruptedException {
        for (int i = 0; i < seconds * 20; i++) {
            if (claim.get()) {
                return true;
            }
            Thread.sleep(50);
        }
        return false;
    }
}
