package dev.sekisho.traffic.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where temporary files go: a folder on a disk, because a file in a memory file system would save no memory. */
final class SpillFolder {
    private static final Path ON_DISK = Path.of("/var/tmp");

    private SpillFolder() {}

    static Path choose() throws IOException {
        Path usual = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        return isInMemory(usual) && Files.isWritable(ON_DISK) && !isInMemory(ON_DISK) ? ON_DISK : usual;
    }

    private static boolean isInMemory(Path folder) throws IOException {
        String type = Files.getFileStore(folder).type();
        return type.equals("tmpfs") || type.equals("ramfs");
    }
}
