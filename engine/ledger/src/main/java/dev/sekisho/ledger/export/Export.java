package dev.sekisho.ledger.export;

import dev.sekisho.ledger.tile.ResourceSource;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The files of an export, in a folder or in a ZIP archive. Safe for use by several threads. */
public sealed interface Export extends ResourceSource, Closeable {
    /**
     * Opens an export.
     *
     * @throws IOException if it is neither a folder nor a ZIP archive, or cannot be read
     */
    static Export open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new Folder(path);
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        try {
            return new Archive(new ZipFile(path.toFile()));
        } catch (ZipException | EOFException e) {
            throw new FileSystemException(
                    path.toString(), null, "expected the export of a log, a folder or a ZIP archive");
        }
    }

    @Override
    default void close() throws IOException {}

    /**
     * A folder.
     *
     * @param home what the paths of the files are relative to
     */
    record Folder(Path home) implements Export {
        @Override
        public Optional<byte[]> read(String path, int mostBytes) throws IOException {
            try (InputStream in = Files.newInputStream(home.resolve(path))) {
                return Optional.of(in.readNBytes(mostBytes + 1));
            } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * A ZIP archive.
     *
     * @param file the archive
     */
    record Archive(ZipFile file) implements Export {
        @Override
        public Optional<byte[]> read(String path, int mostBytes) throws IOException {
            ZipEntry entry = file.getEntry(path);
            if (entry == null || entry.isDirectory()) {
                return Optional.empty();
            }
            try (InputStream in = file.getInputStream(entry)) {
                return Optional.of(in.readNBytes(mostBytes + 1));
            } catch (ZipException | EOFException e) {
                // A file whose archive is damaged there is as good as missing: the verifier says which entries that
                // hides.
                return Optional.empty();
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
