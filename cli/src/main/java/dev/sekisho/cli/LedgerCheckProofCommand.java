package dev.sekisho.cli;

import dev.sekisho.ledger.entry.Entry;
import dev.sekisho.ledger.entry.Opening;
import dev.sekisho.ledger.note.SignatureType;
import dev.sekisho.ledger.note.VerifierKey;
import dev.sekisho.ledger.proof.ProofCheck;
import dev.sekisho.ledger.proof.ProofDocument;
import dev.sekisho.ledger.tile.EntryBundle;
import dev.sekisho.ledger.tree.Hash;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the proof of one entry, and the values that somebody tells of it. */
@Command(
        name = "check-proof",
        description = "Checks a proof that an entry is in the ledger, and the values of its fields.")
final class LedgerCheckProofCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROOF", description = "The proof (C2SP tlog-proof).")
    @SuppressWarnings("NullAway.Init") // required by picocli
    private Path proof;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "VKEY",
            description = "The verifier key of the log, name+hash+key, or a file that holds it.")
    @SuppressWarnings("NullAway.Init") // required by picocli
    private String key;

    @Option(
            names = "--witness",
            paramLabel = "VKEY",
            arity = "1..*",
            description = "The verifier key of a witness that must have cosigned, or a file that holds it.")
    private List<String> witnesses = List.of();

    @Option(
            names = "--entry",
            paramLabel = "FILE",
            description = "The bytes of the entry. Default: those that the proof holds.")
    private @Nullable Path entry;

    @Option(
            names = "--opening",
            paramLabel = "FILE",
            description = "Values of fields with their salts, to be checked against the entry.")
    private @Nullable Path opening;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Override
    public Integer call() {
        VerifierKey logKey = LedgerFiles.key(spec, "--key", key, SignatureType.NOTE);
        List<VerifierKey> witnessKeys = witnesses.stream()
                .map(text -> LedgerFiles.key(spec, "--witness", text, SignatureType.COSIGNATURE))
                .toList();
        ProofDocument document = LedgerFiles.parsed(
                proof.toString(), ProofDocument.parse(LedgerFiles.read(proof, ProofDocument.MOST_BYTES)));
        byte[] bytes = entry == null
                ? document.entry()
                        .orElseThrow(() -> new CommandFailure(
                                ExitCode.WRONG_USAGE, "the proof does not hold the entry; give it with --entry"))
                : LedgerFiles.read(entry, EntryBundle.MOST_ENTRY_BYTES);
        PrintWriter out = spec.commandLine().getOut();
        List<String> faults = ProofCheck.faults(document, bytes, logKey, witnessKeys);
        if (!faults.isEmpty()) {
            faults.forEach(fault -> out.println(TerminalText.of(fault)));
            out.println("NOT PROVED.");
            return ExitCode.DOES_NOT_FIT;
        }
        LedgerEntryText.print(document.inclusion().index(), bytes, out);
        int exitCode = opening == null ? ExitCode.READ_FULLY : checkOpening(opening, bytes, out);
        out.println(
                exitCode == ExitCode.READ_FULLY
                        ? "Proved: the entry is in the log \""
                                + TerminalText.of(
                                        document.checkpoint().checkpoint().origin()) + "\" below size "
                                + document.checkpoint().size() + "."
                        : "NOT PROVED.");
        return exitCode;
    }

    private static int checkOpening(Path file, byte[] bytes, PrintWriter out) {
        Opening told = LedgerFiles.parsed(file.toString(), Opening.parse(LedgerFiles.read(file, Opening.MOST_BYTES)));
        if (!told.entry().equals(Hash.ofEntry(bytes))) {
            out.println("The values are told of another entry, the one with hash " + told.entry() + ".");
            return ExitCode.DOES_NOT_FIT;
        }
        Entry parsed = LedgerFiles.parsed("the entry", Entry.parse(bytes));
        List<String> wrong = parsed.contradictions(told);
        told.fields()
                .forEach((name, field) -> out.println((wrong.contains(name) ? "WRONG    " : "value    ") + name + ": "
                        + TerminalText.of(field.value())));
        return wrong.isEmpty() ? ExitCode.READ_FULLY : ExitCode.DOES_NOT_FIT;
    }
}
