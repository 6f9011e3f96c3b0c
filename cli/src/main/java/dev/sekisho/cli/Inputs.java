package dev.sekisho.cli;

import java.nio.file.Path;
import java.util.List;

/** How inputs are named in reports: without the directories that they lie in. */
final class Inputs {
    private Inputs() {}

    static List<String> names(List<Path> inputs) {
        return inputs.stream().map(Inputs::name).toList();
    }

    private static String name(Path input) {
        Path name = input.getFileName();
        return name == null ? input.toString() : name.toString();
    }
}
