package dev.sekisho.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The files that a command reads; a mixin. */
final class Inputs {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "Captures (pcap, pcapng; plain, gzip or zstd) and logs (Zeek, Suricata EVE, Squid), in any order;"
                            + " what a file is shows from its content.")
    private List<Path> paths = List.of();

    List<Path> paths() {
        return paths;
    }

    /** How they are named in reports: without the directories that they lie in. */
    List<String> names() {
        return paths.stream().map(Inputs::name).toList();
    }

    private static String name(Path input) {
        Path name = input.getFileName();
        return name == null ? input.toString() : name.toString();
    }
}
