package dev.sekisho.cli;

import dev.sekisho.cli.sample.SampleCapture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sekisho sample}: a made-up capture to try the other commands on. */
@Command(
        name = "sample",
        description = {
            "Writes a small made-up capture to try the other commands on.",
            "",
            "Two hours of an office of five PCs that browse; one of them carries a program that reports to its master"
                    + " every minute, another shares files. Nothing in it was ever captured: names end in .example,"
                    + " addresses outside are those reserved for documentation.",
            ""
        })
final class SampleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The pcap file to write; - for standard output.")
    private Path file = Path.of("-");

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same number gives the same capture (default ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public Integer call() {
        @Nullable Path target = file.equals(Path.of("-")) ? null : file;
        try (OutputStream output = new BufferedOutputStream(ResultFile.open(target, List.of()), 1 << 16)) {
            SampleCapture.write(output, seed);
        } catch (IOException e) {
            throw ResultFile.failure("cannot write " + file, e);
        }
        return ExitCode.READ_FULLY;
    }
}
