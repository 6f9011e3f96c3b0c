package dev.sekisho.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A folder into which files are put so that each is there whole or not at all, and for good when {@link #write} returns.
 *
 * <p>Files are written under another name, forced to the disk and renamed; then the directories that hold their names are
 * forced to the disk. Not safe for use by several threads.
 */
final class DurableFolder {
    private static final String UNFINISHED = ".part";

    private final Path home;
    private final Disk disk;
    private final Set<Path> durable = new HashSet<>();

    DurableFolder(Path home, Disk disk) throws IOException {
        this.home = home.toAbsolutePath().normalize();
        this.disk = disk;
        makeDurable(this.home);
    }

    Optional<byte[]> read(String path, int mostBytes) throws IOException {
        return disk.read(home.resolve(path), mostBytes);
    }

    void write(Map<String, byte[]> files) throws IOException {
        Set<Path> changed = new LinkedHashSet<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = home.resolve(file.getKey());
            Path directory = parent(target);
            makeDurable(directory);
            disk.write(unfinished(target), file.getValue());
            changed.add(directory);
        }
        for (String path : files.keySet()) {
            Path target = home.resolve(path);
            disk.move(unfinished(target), target);
        }
        for (Path directory : changed) {
            disk.syncDirectory(directory);
        }
    }

    void delete(String path) throws IOException {
        disk.delete(home.resolve(path));
    }

    /** Makes a directory and those above it, and forces their names to the disk, from the top down. */
    private void makeDurable(Path directory) throws IOException {
        if (durable.contains(directory)) {
            return;
        }
        Path above = directory.getParent();
        boolean isHomeOrAbove = home.startsWith(directory);
        if (above != null && !(isHomeOrAbove && disk.isDirectory(directory))) {
            makeDurable(above);
            disk.makeDirectory(directory);
            disk.syncDirectory(above);
        }
        durable.add(directory);
    }

    private static Path unfinished(Path target) {
        return target.resolveSibling(target.getFileName() + UNFINISHED);
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("expected a file below a directory, but got " + file);
        }
        return parent;
    }
}
