package dev.sekisho.server.backup;

import dev.sekisho.server.backup.Entries.Part;
import dev.sekisho.server.backup.Manifest.Content;
import dev.sekisho.server.backup.Manifest.Table;
import dev.sekisho.server.backup.Passphrase.KeyCost;
import dev.sekisho.server.database.DatabaseAccess;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Makes a backup of a server, which may be running meanwhile. */
public final class Backup {
    static final String FILE = "file:";
    static final String MANIFEST = "manifest";

    private static final JsonMapper JSON = new JsonMapper();

    /** How the name of a file begins that is still being written, in every room. */
    private static final String ARRIVING = "arriving-";

    private final DatabaseAccess access;
    private final List<String> schemas;
    private final Path dataDirectory;
    private final List<Path> folders;
    private final Clock clock;

    /** Takes the database, the rooms' schemas in the order in which they stand on each other, and the folders whose files go along. */
    public Backup(DatabaseAccess access, List<String> schemas, Path dataDirectory, List<Path> folders, Clock clock) {
        this.access = access;
        this.schemas = List.copyOf(schemas);
        this.dataDirectory = dataDirectory;
        this.folders = List.copyOf(folders);
        this.clock = clock;
    }

    /**
     * What was written.
     *
     * @param rows rows of all tables
     * @param bytes size of the file
     */
    public record Written(int tables, long rows, int files, long bytes) {}

    /** Writes the file; it gets its name when it is complete and on the disk. An older file of that name is replaced. */
    public Written write(Path file, Passphrase passphrase) throws IOException, SQLException {
        Path absolute = file.toAbsolutePath();
        Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Manifest manifest = write(unfinished, passphrase, KeyCost.NOW);
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new Written(
                    manifest.tables().size(),
                    manifest.tables().stream().mapToLong(Table::rows).sum(),
                    manifest.files().size(),
                    Files.size(absolute));
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private Manifest write(Path file, Passphrase passphrase, KeyCost cost) throws IOException, SQLException {
        try (SealedOutput sealed =
                        new SealedOutput(new BufferedOutputStream(Files.newOutputStream(file)), passphrase, cost);
                Connection connection = access.connectAsOwner()) {
            GZIPOutputStream packed = new GZIPOutputStream(sealed, 1 << 16);
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(packed, 1 << 16));
            DatabaseDump dump = new DatabaseDump(connection, schemas);
            dump.begin();
            Map<String, String> rooms = dump.rooms();
            Manifest manifest = new Manifest(
                    clock.instant().toString(),
                    dump.version(),
                    rooms,
                    dump.write(out),
                    dump.partitions(),
                    dump.sequences(),
                    writeFiles(out));
            connection.rollback();
            Part part = new Part(out, MANIFEST);
            part.write(JSON.writeValueAsString(manifest).getBytes(StandardCharsets.UTF_8));
            part.end();
            out.writeUTF("");
            out.flush();
            packed.finish();
            sealed.finish();
            return manifest;
        }
    }

    private Map<String, Content> writeFiles(DataOutputStream out) throws IOException {
        Map<String, Content> written = new TreeMap<>();
        for (Path folder : folders) {
            if (Files.notExists(folder)) {
                continue;
            }
            try (var found = Files.walk(folder)) {
                for (Path file : found.filter(Backup::isWhole).sorted().toList()) {
                    String name = dataDirectory.relativize(file).toString();
                    Part part = new Part(out, FILE + name);
                    copy(file, part);
                    written.put(name, part.end());
                }
            }
        }
        return written;
    }

    /** A file that is still arriving gets its name when it is whole; what is recorded about it comes later still. */
    private static boolean isWhole(Path file) {
        return !String.valueOf(file.getFileName()).startsWith(ARRIVING) && Files.isRegularFile(file);
    }

    private static void copy(Path file, OutputStream part) throws IOException {
        try {
            Files.copy(file, part);
        } catch (NoSuchFileException e) {
            throw new BackupException("the file " + file + " vanished while it was being copied; try again", e);
        }
    }
}
