package dev.sekisho.server;

import dev.sekisho.server.backup.Backup;
import dev.sekisho.server.database.DatabaseAccess;
import dev.sekisho.server.database.EmbeddedDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sekisho backup}: the whole server into one encrypted file, while it runs or while it does not. */
@Command(
        name = "sekisho backup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes database, ledger and keys of a server into one encrypted file, while it runs.")
public final class BackupCommand implements Callable<Integer> {
    @Mixin
    private final StorageOptions storage = new StorageOptions();

    private final PrintStream out;

    @Parameters(paramLabel = "FILE", description = "The file to write; one that is there is replaced.")
    private Path file = Path.of("");

    BackupCommand(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(Server.execute(new BackupCommand(System.out), "backup", arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        var passphrase = storage.passphrase();
        ServeOptions options = storage.serving();
        Path data = options.dataDirectory().toAbsolutePath().normalize();
        if (!Files.isDirectory(data)) {
            throw new ServeFailure(ServeFailure.NOT_STARTED, "there is no data directory " + data);
        }
        Optional<DatabaseAccess> running = options.databaseUrl != null
                ? Optional.of(DatabaseAccess.given(options.databaseUrl, System.getenv()))
                : EmbeddedDatabase.running(data.resolve("database"));
        Backup.Written written;
        if (running.isPresent()) {
            written = backup(running.get(), data).write(file, passphrase);
        } else {
            // nobody may start a server while its database is up for this
            try (DataDirectory directory = DataDirectory.open(data);
                    EmbeddedDatabase database =
                            EmbeddedDatabase.start(directory.database(), options.programs(directory))) {
                written = backup(database.access(), data).write(file, passphrase);
            }
        }
        out.printf(
                Locale.ROOT,
                "backed up %d tables with %d rows and %d files into %s (%d bytes)%n",
                written.tables(),
                written.rows(),
                written.files(),
                file,
                written.bytes());
        return 0;
    }

    static Backup backup(DatabaseAccess access, Path data) {
        return new Backup(
                access,
                RunningServer.SCHEMAS,
                data,
                List.of(data.resolve("keys"), data.resolve("tls"), data.resolve("files")),
                Clock.systemUTC());
    }
}
