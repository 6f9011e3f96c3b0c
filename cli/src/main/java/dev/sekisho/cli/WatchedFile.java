package dev.sekisho.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A file whose changes matter while a command runs; told by its time, size and identity. Used by one thread. */
final class WatchedFile {
    private final Path file;
    private @Nullable State state;

    private record State(
            long modifiedMillis, long size, @Nullable Object identity) {}

    WatchedFile(Path file) {
        this.file = file;
        state = look();
    }

    /** Whether it has changed since the last call; a file that is gone for the moment has not. */
    boolean hasChanged() {
        State now = look();
        if (now == null || now.equals(state)) {
            return false;
        }
        state = now;
        return true;
    }

    private @Nullable State look() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            return null;
        }
    }
}
