package dev.sekisho.server;

import dev.sekisho.server.backup.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server keeps its things, for commands that work on them beside it. */
final class StorageOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the server keeps everything (default: ~/.local/share/sekisho).")
    @Nullable
    Path data;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "A PostgreSQL of your own, as with serve; the owner's password is taken from SEKISHO_DATABASE_PASSWORD.")
    @Nullable
    String databaseUrl;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Its first line protects the backup (default: SEKISHO_BACKUP_PASSPHRASE).")
    @Nullable
    Path passphraseFile;

    @Option(names = "--database-programs", hidden = true)
    @Nullable
    Path databasePrograms;

    /** The same as options of a server. */
    ServeOptions serving() {
        ServeOptions options = new ServeOptions();
        options.data = data;
        options.databaseUrl = databaseUrl;
        options.databasePrograms = databasePrograms;
        return options;
    }

    Passphrase passphrase() throws IOException {
        return Passphrase.read(passphraseFile, System.getenv());
    }
}
