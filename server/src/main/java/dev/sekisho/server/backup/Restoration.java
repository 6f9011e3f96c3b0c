package dev.sekisho.server.backup;

import dev.sekisho.server.backup.Entries.PartInput;
import dev.sekisho.server.backup.Manifest.Content;
import dev.sekisho.server.backup.Manifest.Table;
import dev.sekisho.server.database.DatabaseAccess;
import dev.sekisho.server.database.Migration;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A backup that was read to its end and found whole, ready to be restored into an empty place. */
public final class Restoration {
    private static final int LARGEST_MANIFEST = 64 << 20;
    private static final String TABLE = "table:";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final Passphrase passphrase;
    private final Manifest manifest;

    private Restoration(Path file, Passphrase passphrase, Manifest manifest) {
        this.file = file;
        this.passphrase = passphrase;
        this.manifest = manifest;
    }

    /**
     * Reads the whole file and checks it: every chunk and every digest.
     *
     * @throws BackupException if it is not whole or the passphrase is wrong; the message says which and where
     */
    public static Restoration open(Path file, Passphrase passphrase) throws IOException {
        Map<String, Content> found = new HashMap<>();
        Manifest[] read = new Manifest[1];
        walk(file, passphrase, (name, part) -> {
            if (name.equals(Backup.MANIFEST)) {
                read[0] = manifest(part);
            } else {
                found.put(name, part.end());
            }
        });
        Manifest manifest = read[0];
        if (manifest == null) {
            throw new BackupException("the backup is cut off: it has no manifest");
        }
        Map<String, Content> told = new HashMap<>();
        manifest.tables().forEach(table -> told.put(TABLE + table.name(), table.content()));
        manifest.files().forEach((name, content) -> told.put(Backup.FILE + name, content));
        if (!found.equals(told)) {
            throw new BackupException("the backup holds other parts than its manifest tells");
        }
        return new Restoration(file, passphrase, manifest);
    }

    private static Manifest manifest(PartInput part) throws IOException {
        byte[] json = part.readNBytes(LARGEST_MANIFEST);
        try {
            return JSON.readValue(json, Manifest.class);
        } catch (JacksonException e) {
            throw new BackupException("the manifest of the backup cannot be read", e);
        }
    }

    /** When the backup was made, as ISO 8601. */
    public String made() {
        return manifest.made();
    }

    /** How many rows all its tables have together. */
    public long rows() {
        return manifest.tables().stream().mapToLong(Table::rows).sum();
    }

    /** The SHA-256 of the rows of each table. */
    public Map<String, String> digests() {
        return manifest.tables().stream()
                .collect(Collectors.toMap(Table::name, table -> table.content().digest()));
    }

    /**
     * Restores into a database without any room, and into a directory without keys.
     *
     * @param schemas the schemas of the rooms that this program has, in their order
     */
    public void into(DatabaseAccess access, List<String> schemas, Path dataDirectory) throws IOException, SQLException {
        for (String room : manifest.rooms().keySet()) {
            if (!schemas.contains(room)) {
                throw new BackupException(
                        "the backup holds the room " + room + ", which this version of Sekisho does not"
                                + " have; restore it with the version that made it");
            }
        }
        requireEmpty(access, schemas, dataDirectory);
        new Migration(access, schemas).run(manifest.rooms());
        try (Connection connection = access.connectAsOwner()) {
            fill(connection, dataDirectory);
        }
        new Migration(access, schemas).run();
    }

    private void requireEmpty(DatabaseAccess access, List<String> schemas, Path dataDirectory)
            throws IOException, SQLException {
        for (String name : manifest.files().keySet()) {
            Path target = target(dataDirectory, name);
            if (Files.exists(target)) {
                throw new BackupException(
                        "there is " + target + " already; a backup is restored into an empty directory");
            }
        }
        try (Connection connection = access.connectAsOwner();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select nspname from pg_namespace where nspname in ("
                        + schemas.stream().map(schema -> "'" + schema + "'").collect(Collectors.joining(", "))
                        + ")")) {
            if (found.next()) {
                throw new BackupException("the database has a schema " + found.getString(1)
                        + " already; a backup is restored into an empty database");
            }
        }
    }

    private static Path target(Path dataDirectory, String name) throws BackupException {
        Path target = dataDirectory.resolve(name).normalize();
        if (!target.startsWith(dataDirectory)) {
            throw new BackupException("the backup holds a file outside of its directory: " + name);
        }
        return target;
    }

    private void fill(Connection connection, Path dataDirectory) throws IOException, SQLException {
        DatabaseLoad load = new DatabaseLoad(connection);
        load.begin(manifest);
        Map<String, Table> tables =
                manifest.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
        SQLException[] failure = new SQLException[1];
        walk(file, passphrase, (name, part) -> {
            if (name.startsWith(TABLE)) {
                Table table = tables.get(name.substring(TABLE.length()));
                if (table == null || !fill(load, table, part, failure)) {
                    throw new BackupException(
                            "the table " + name.substring(TABLE.length()) + " could not be filled as the backup has it",
                            failure[0]);
                }
            } else if (name.startsWith(Backup.FILE)) {
                restore(part, target(dataDirectory, name.substring(Backup.FILE.length())));
            }
        });
        // last the database: without the keys it would be worth nothing
        load.complete(manifest);
    }

    private static void restore(PartInput part, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Files.createFile(target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(target)) {
            part.transferTo(out);
        }
    }

    private static boolean fill(DatabaseLoad load, Table table, PartInput part, SQLException[] failure)
            throws IOException {
        if (table.rows() == 0) {
            return true;
        }
        try {
            return load.fill(table, part) == table.rows() && part.end().equals(table.content());
        } catch (SQLException e) {
            failure[0] = e;
            return false;
        }
    }

    private interface PartReader {
        void read(String name, PartInput part) throws IOException;
    }

    private static void walk(Path file, Passphrase passphrase, PartReader reader) throws IOException {
        try (SealedInput sealed = new SealedInput(new BufferedInputStream(Files.newInputStream(file)), passphrase);
                DataInputStream in =
                        new DataInputStream(new BufferedInputStream(new GZIPInputStream(sealed, 1 << 16), 1 << 16))) {
            for (String name = in.readUTF(); !name.isEmpty(); name = in.readUTF()) {
                PartInput part = new PartInput(in);
                reader.read(name, part);
                part.end();
            }
            // up to the last chunk, which alone tells that nothing was cut off
            sealed.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException | ZipException e) {
            throw new BackupException("the backup is damaged or cut off", e);
        }
    }
}
