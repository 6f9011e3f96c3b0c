package dev.sekisho.server;

import dev.sekisho.server.backup.Restoration;
import dev.sekisho.server.database.DatabaseAccess;
import dev.sekisho.server.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sekisho restore}: a backup into an empty directory and an empty database. */
@Command(
        name = "sekisho restore",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Restores a backup into an empty data directory, with its own database or an empty one of yours.")
public final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private final StorageOptions storage = new StorageOptions();

    private final PrintStream out;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    RestoreCommand(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(Server.execute(new RestoreCommand(System.out), "restore", arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        Restoration restoration = Restoration.open(file, storage.passphrase());
        ServeOptions options = storage.serving();
        try (DataDirectory directory = DataDirectory.open(options.dataDirectory())) {
            if (options.databaseUrl != null) {
                restoration.into(
                        DatabaseAccess.given(options.databaseUrl, System.getenv()),
                        RunningServer.SCHEMAS,
                        directory.path());
            } else {
                intoOwn(restoration, options, directory);
            }
            out.println("restored " + restoration.rows() + " rows as of " + restoration.made() + " into "
                    + directory.path());
        }
        return 0;
    }

    private static void intoOwn(Restoration restoration, ServeOptions options, DataDirectory directory)
            throws IOException, SQLException {
        if (Files.exists(directory.database())) {
            throw new ServeFailure(
                    ServeFailure.NOT_STARTED,
                    "there is a database in " + directory.path() + " already; name an empty directory with --data");
        }
        boolean done = false;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(directory.database(), options.programs(directory))) {
            restoration.into(database.access(), RunningServer.SCHEMAS, directory.path());
            done = true;
        } finally {
            if (!done) {
                delete(directory.database());
            }
        }
    }

    /** What was made for a restoration that failed is not to be taken for a server. */
    private static void delete(Path database) throws IOException {
        try (var paths = Files.walk(database)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
