package dev.sekisho.extrusion;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The captures beside the repository, read in place. A test that needs them is skipped where they are absent. */
public final class SharedCaptures {
    private SharedCaptures() {}

    /** The root of the repository. */
    public static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md")) && !Files.exists(folder.resolve(".mvn"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("the tests do not run inside the repository");
            }
        }
        return folder;
    }

    /** The folder {@code name} of the captures; skips the calling test where it is absent. */
    public static Path folder(String name) {
        Path folder = repository().resolve("../shared/captures").resolve(name).normalize();
        assumeTrue(Files.isDirectory(folder), "../shared/captures/" + name + " is absent");
        return folder;
    }

    /** The captures in {@code folder} that have nDPI's labels beside them, sorted by name. */
    public static List<Path> labelled(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.exists(Path.of(file + ".out")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
