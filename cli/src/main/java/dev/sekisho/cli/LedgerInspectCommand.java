package dev.sekisho.cli;

import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.export.Export;
import dev.sekisho.ledger.export.ExportReader;
import dev.sekisho.ledger.note.NoteSignature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what an export says, without verifying it. */
@Command(
        name = "inspect",
        description = "Shows the checkpoint of an export and the entries asked for. Verifies nothing: see verify.")
final class LedgerInspectCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "EXPORT", description = "The export: a folder or a ZIP archive.")
    @SuppressWarnings("NullAway.Init") // required by picocli
    private Path export;

    @Parameters(index = "1..*", paramLabel = "INDEX", description = "Which entries, from 0.")
    private List<Long> indexes = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Export opened = LedgerFiles.open(export)) {
            SignedCheckpoint checkpoint = LedgerFiles.checkpoint(opened, export);
            out.println("log      " + TerminalText.of(checkpoint.checkpoint().origin()));
            out.println("entries  " + Quantity.count(checkpoint.size()));
            out.println("root     " + checkpoint.checkpoint().root());
            for (NoteSignature signature : checkpoint.note().signatures()) {
                out.println("signed   " + TerminalText.of(signature.keyName()) + "+"
                        + HexFormat.of().toHexDigits(signature.keyId()) + ", not checked");
            }
            ExportReader reader = new ExportReader(opened, checkpoint);
            for (long index : indexes) {
                out.println();
                LedgerEntryText.print(index, reader.entry(index), out);
            }
            return ExitCode.READ_FULLY;
        } catch (IOException e) {
            throw LedgerFiles.unreadable(export, e);
        }
    }
}
