package dev.sekisho.cli;

import dev.sekisho.traffic.sample.SampleCapture;
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
        return ResultFile.write(target, List.of(), output -> {
            SampleCapture.write(output, seed);
            return ExitCode.READ_FULLY;
        });
    }
}
