package dev.sekisho.server.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A PostgreSQL of our own, whose data stay.
 *
 * <ul>
 *   <li>What is committed is on the disk: {@code fsync} and {@code synchronous_commit} are on.
 *   <li>It listens on the loopback address alone, without a socket file, and lets nobody in without a password
 *       (scram-sha-256), not even while it is being set up.
 *   <li>A PostgreSQL that a killed server left behind is found and stopped before a new one starts.
 * </ul>
 *
 * <p>The caller holds a lock on the directory, so that no two servers work on it.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String OWNER = "sekisho_owner";
    private static final String NAME = "sekisho";

    /** Where postmaster.pid tells the port, from 0. */
    private static final int PORT_LINE = 3;

    private static final int PASSWORD_BYTES = 32;
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private final EmbeddedPostgres postgres;
    private final DatabaseAccess access;

    private EmbeddedDatabase(EmbeddedPostgres postgres, DatabaseAccess access) {
        this.postgres = postgres;
        this.access = access;
    }

    /**
     * Starts the database whose files are in {@code directory}; makes it where there is none.
     *
     * @param programs where PostgreSQL itself is unpacked
     * @throws IOException if it does not start; the message says where its log is
     */
    public static EmbeddedDatabase start(Path directory, Path programs) throws IOException {
        Files.createDirectories(directory);
        Path files = directory.resolve("postgresql");
        stopOrphans(files);
        removeUnfinished(files);
        String password = password(directory.resolve("password"));
        Path log = directory.resolve("postgresql.log");
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(files)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(programs.toFile())
                .setRegisterShutdownHook(false)
                .setPGStartupWait(LONGEST_START)
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", directory.resolve("password").toString())
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("password_encryption", "scram-sha-256")
                .setServerConfig("listen_addresses", "localhost")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "60")
                .setServerConfig("jit", "off")
                .setConnectConfig("password", password)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            createDatabase(postgres, password);
        } catch (SQLException e) {
            postgres.close();
            throw new IOException("the database started but could not be set up; see " + log, e);
        }
        String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + NAME;
        return new EmbeddedDatabase(postgres, new DatabaseAccess(url, OWNER, password));
    }

    /** The way to the database that another process runs on this directory; empty if none does. */
    public static Optional<DatabaseAccess> running(Path directory) throws IOException {
        Path files = directory.resolve("postgresql");
        Path processFile = files.resolve("postmaster.pid");
        if (Files.notExists(processFile)
                || postmaster(processFile)
                        .filter(process -> worksOn(process, files))
                        .isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(processFile);
        if (lines.size() <= PORT_LINE) {
            return Optional.empty(); // it is just starting
        }
        String url = "jdbc:postgresql://localhost:" + lines.get(PORT_LINE).strip() + "/" + NAME;
        return Optional.of(new DatabaseAccess(url, OWNER, password(directory.resolve("password"))));
    }

    public DatabaseAccess access() {
        return access;
    }

    /** Stops it in order; what runs in it is broken off and rolled back. */
    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the database did not stop", e);
        }
    }

    private static String password(Path file) throws IOException {
        if (Files.notExists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return Files.readString(file).strip();
    }

    private static void createDatabase(EmbeddedPostgres postgres, String password) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select from pg_database where datname = '" + NAME + "'")) {
                if (found.next()) {
                    return;
                }
            }
            // The password is hexadecimal digits of our own making.
            statement.execute("create role " + OWNER + " login createrole password '" + password + "'");
            statement.execute("create database " + NAME + " owner " + OWNER);
            statement.execute("revoke all on database " + NAME + " from public");
        }
    }

    /** Removes what an initialisation left that was broken off: the version file is written before anything else is. */
    private static void removeUnfinished(Path files) throws IOException {
        if (Files.notExists(files) || Files.exists(files.resolve("global/pg_control"))) {
            return;
        }
        try (var paths = Files.walk(files)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /**
     * Stops what an earlier server left running on this directory: its PostgreSQL, or the processes of one that was killed
     * itself, which still hold its memory until they notice.
     */
    private static void stopOrphans(Path files) throws IOException {
        Path processFile = files.resolve("postmaster.pid");
        if (Files.notExists(processFile)) {
            return; // it was stopped in order
        }
        Optional<ProcessHandle> postmaster = postmaster(processFile).filter(process -> worksOn(process, files));
        if (postmaster.isPresent()) {
            // SIGINT asks for a fast shutdown: no waiting for clients, nothing committed is lost.
            new ProcessBuilder("kill", "-INT", Long.toString(postmaster.get().pid())).start();
        }
        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process -> worksOn(process, files))
                .toList();
        try {
            CompletableFuture.allOf(left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the database of an earlier server was stopping", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "the database of an earlier server still runs on " + files + " (processes "
                            + left.stream()
                                    .filter(ProcessHandle::isAlive)
                                    .map(ProcessHandle::pid)
                                    .toList()
                            + ") and did not stop within " + LONGEST_STOP.toSeconds() + " s; end it, then start again",
                    e);
        }
        // Nobody works on the directory. PostgreSQL itself would ask whether the number in the file is in use, and it
        // may be:
        // by another program meanwhile, or by a dead process that nobody has buried, as in containers.
        Files.deleteIfExists(processFile);
    }

    /** The process that the file names. Its number may meanwhile be that of another program. */
    private static Optional<ProcessHandle> postmaster(Path processFile) throws IOException {
        String first =
                Files.readAllLines(processFile).stream().findFirst().orElse("").strip();
        return first.matches("[0-9]{1,9}") ? ProcessHandle.of(Long.parseLong(first)) : Optional.empty();
    }

    private static boolean worksOn(ProcessHandle process, Path files) {
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.isSameFile(workingDirectory, files);
        } catch (IOException e) {
            return false;
        }
    }
}
