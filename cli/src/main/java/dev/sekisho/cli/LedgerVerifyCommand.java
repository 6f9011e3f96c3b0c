package dev.sekisho.cli;

import dev.sekisho.ledger.export.Export;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.note.SignatureType;
import dev.sekisho.ledger.note.VerifierKey;
import dev.sekisho.ledger.tile.ResourceSource;
import dev.sekisho.ledger.verify.LedgerVerifier;
import dev.sekisho.ledger.verify.NamedCheckpoint;
import dev.sekisho.ledger.verify.VerificationReport;
import dev.sekisho.ledger.verify.VerificationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies an export against a key and against checkpoints that were kept elsewhere. */
@Command(
        name = "verify",
        description = "Verifies an export of the ledger and names the first entry that does not fit.",
        footer = {
            "",
            "The key and the checkpoints must not come from whoever made the export. Without a checkpoint from outside it"
                    + " tells how far the log is consistent, that a tail that was cut off cannot be excluded, and exits 4."
        })
final class LedgerVerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EXPORT", description = "The export: a folder or a ZIP archive.")
    @SuppressWarnings("NullAway.Init") // required by picocli
    private Path export;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "VKEY",
            description = "The verifier key of the log, name+hash+key, or a file that holds it.")
    @SuppressWarnings("NullAway.Init") // required by picocli
    private String key;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            arity = "1..*",
            description = "A checkpoint that was kept outside, or the folder to which the log published them. In such a"
                    + " folder the hashes are used too, which tell the exact entry where everything in the export was"
                    + " rewritten.")
    private List<Path> checkpoints = List.of();

    @Option(
            names = "--witness",
            paramLabel = "VKEY",
            arity = "1..*",
            description =
                    "The verifier key of a witness, or a file that holds it. Only checkpoints that all of them have"
                            + " cosigned count; one in the export then counts as one from outside.")
    private List<String> witnesses = List.of();

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            description = "The name of the log, the first line of its checkpoints. Default: that of its key.")
    private @Nullable String origin;

    @Option(names = "--json", description = "The result as one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        VerifierKey logKey = LedgerFiles.key(spec, "--key", key, SignatureType.NOTE);
        List<VerifierKey> witnessKeys = witnesses.stream()
                .map(text -> LedgerFiles.key(spec, "--witness", text, SignatureType.COSIGNATURE))
                .toList();
        List<NamedCheckpoint> outside = new ArrayList<>();
        List<ResourceSource> hashes = new ArrayList<>();
        for (Path path : checkpoints) {
            if (Files.isDirectory(path)) {
                addFolder(path, outside);
                hashes.add(LedgerFiles.open(path));
            } else {
                outside.add(new NamedCheckpoint(path.toString(), LedgerFiles.read(path, Note.MOST_BYTES)));
            }
        }
        VerificationRequest request =
                new VerificationRequest(logKey, origin == null ? logKey.name() : origin, outside, hashes, witnessKeys);
        try (Export opened = LedgerFiles.open(export)) {
            VerificationReport report = LedgerVerifier.verify(opened, request);
            if (json) {
                spec.commandLine().getOut().println(LedgerJson.of(request, report));
            } else {
                LedgerText.print(request, report, spec.commandLine().getOut());
            }
            return exitCode(report);
        } catch (IOException e) {
            throw LedgerFiles.unreadable(export, e);
        }
    }

    private static void addFolder(Path folder, List<NamedCheckpoint> outside) {
        List<Path> files = new ArrayList<>();
        Path last = folder.resolve("checkpoint");
        if (Files.isRegularFile(last)) {
            files.add(last);
        }
        Path history = folder.resolve("checkpoints");
        if (Files.isDirectory(history)) {
            try (Stream<Path> names = Files.list(history)) {
                names.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith(".part"))
                        .sorted()
                        .forEach(files::add);
            } catch (IOException e) {
                throw LedgerFiles.unreadable(history, e);
            }
        }
        if (files.isEmpty()) {
            throw new CommandFailure(ExitCode.NOTHING_READABLE, "there are no checkpoints in " + folder);
        }
        files.forEach(
                file -> outside.add(new NamedCheckpoint(file.toString(), LedgerFiles.read(file, Note.MOST_BYTES))));
    }

    private static int exitCode(VerificationReport report) {
        return switch (report.outcome()) {
            case VOUCHED -> ExitCode.READ_FULLY;
            case TAIL_OPEN -> ExitCode.TAIL_OPEN;
            case MISFIT -> ExitCode.DOES_NOT_FIT;
            case NO_CHECKPOINT -> ExitCode.NOTHING_READABLE;
        };
    }
}
