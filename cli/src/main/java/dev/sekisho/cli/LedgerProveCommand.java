package dev.sekisho.cli;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.export.Export;
import dev.sekisho.ledger.export.ExportReader;
import dev.sekisho.ledger.proof.ProofDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the proof of one entry, to be kept and checked without the export. */
@Command(
        name = "prove",
        description =
                "Writes the proof that an entry is in the ledger (C2SP tlog-proof), to be checked with check-proof.")
final class LedgerProveCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "EXPORT", description = "The export: a folder or a ZIP archive.")
    @SuppressWarnings("NullAway.Init") // required by picocli
    private Path export;

    @Parameters(index = "1", paramLabel = "INDEX", description = "Which entry, from 0.")
    private long index;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it. Default: standard output.")
    private @Nullable Path output;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        byte[] proof;
        try (Export opened = LedgerFiles.open(export)) {
            SignedCheckpoint checkpoint = LedgerFiles.checkpoint(opened, export);
            if (index < 0 || index >= checkpoint.size()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "expected the index of an entry from 0 to " + (checkpoint.size() - 1) + ", but got " + index);
            }
            ProofDocument document = new ExportReader(opened, checkpoint).prove(index);
            if (!document.holds(document.entry().orElseThrow())) {
                throw new CommandFailure(
                        ExitCode.DOES_NOT_FIT,
                        "entry " + index + " cannot be proved: entry, hashes and checkpoint of " + export
                                + " do not fit together; see sekisho ledger verify");
            }
            proof = document.encode();
        } catch (IOException e) {
            throw LedgerFiles.unreadable(export, e);
        }
        if (output == null) {
            spec.commandLine().getOut().print(new String(proof, StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
        } else {
            ResultFile.write(output, List.of(export), out -> {
                out.write(proof);
                return proof.length;
            });
        }
        return ExitCode.READ_FULLY;
    }
}
