package dev.sekisho.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sekisho.server.database.DatabaseAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL as operators have it: Debian's, of another major version than ours, on the loopback address. */
final class OutsidePostgres implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String PASSWORD = "outside-password";
    private static final String SYSTEM_USER = "postgres";

    private final Process process;
    private final Path directory;
    private final int port;

    private OutsidePostgres(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** Starts one; the test is skipped where none is installed. */
    static OutsidePostgres start() throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        assumeTrue(
                programs.isPresent(), "PostgreSQL is not installed (Debian package postgresql): no outside database");
        Path directory = Files.createTempDirectory("sekisho-outside-");
        Path password = Files.writeString(directory.resolve("password"), PASSWORD);
        Path data = Files.createDirectory(directory.resolve("data"));
        if (isRoot()) {
            run(List.of("chown", "-R", SYSTEM_USER, directory.toString()));
        }
        run(asUser(List.of(
                programs.get().resolve("initdb").toString(),
                "--no-sync",
                "--username=postgres",
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--pgdata=" + data)));
        int port = TestServer.freePort();
        Process process = new ProcessBuilder(asUser(List.of(
                        programs.get().resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=localhost",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off")))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        OutsidePostgres started = new OutsidePostgres(process, directory, port);
        if (!TestServer.within(30, started::answers)) {
            started.close();
            throw new IOException("the outside PostgreSQL did not start");
        }
        return started;
    }

    private static Optional<Path> programs() throws IOException {
        if (Files.notExists(INSTALLED)) {
            return Optional.empty();
        }
        try (var versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** PostgreSQL does not run as root. */
    private static List<String> asUser(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=" + SYSTEM_USER, "--regid=" + SYSTEM_USER, "--clear-groups"));
        }
        whole.addAll(command);
        return whole;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .directory(Path.of("/tmp").toFile())
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + said);
        }
    }

    private boolean answers() {
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/" + database, "postgres", PASSWORD);
    }

    /** Makes an empty database with an owner who may do no more than what the documentation asks for. */
    DatabaseAccess newDatabase(String name) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + name + "_owner login createrole password '" + PASSWORD + "'");
            statement.execute("create database " + name + " owner " + name + "_owner");
        }
        return new DatabaseAccess("jdbc:postgresql://localhost:" + port + "/" + name, name + "_owner", PASSWORD);
    }

    /** The options of a server that works on a database of this name. */
    ServeOptions serving(String name, Path data) throws IOException {
        ServeOptions options = TestServer.options(data, TestServer.freePort());
        options.databaseUrl = "jdbc:postgresql://localhost:" + port + "/" + name + "?user=" + name + "_owner";
        options.environment = Map.of(DatabaseAccess.PASSWORD_VARIABLE, PASSWORD);
        return options;
    }

    @Override
    public void close() throws IOException {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        TestServer.delete(directory);
    }
}
