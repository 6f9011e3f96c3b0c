package dev.sekisho.cli;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.export.Export;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.note.SignatureType;
import dev.sekisho.ledger.note.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Reads the files that the commands of the ledger take; failures end the command. */
final class LedgerFiles {
    /** More than any key takes. */
    private static final int MOST_KEY_BYTES = 8192;

    private LedgerFiles() {}

    /** Opens an export. */
    static Export open(Path path) {
        try {
            return Export.open(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** The end of a command that could not read its input. */
    static CommandFailure unreadable(Path path, IOException e) {
        return new CommandFailure(ExitCode.NOTHING_READABLE, "cannot read " + path + ": " + ResultFile.reason(e), e);
    }

    /** Reads a small file. */
    static byte[] read(Path file, int mostBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(mostBytes + 1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The checkpoint of an export. */
    static SignedCheckpoint checkpoint(Export export, Path path) {
        Optional<byte[]> bytes;
        try {
            bytes = export.read("checkpoint", Note.MOST_BYTES);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
        return parsed(
                path + ", checkpoint",
                bytes.map(SignedCheckpoint::parse).orElseGet(() -> Parsed.fault("there is none")));
    }

    /** What was read, or the end of the command. */
    static <T> T parsed(String name, Parsed<T> parsed) {
        return switch (parsed) {
            case Parsed.Value<T>(T value) -> value;
            case Parsed.Fault<T>(String reason) ->
                throw new CommandFailure(
                        ExitCode.NOTHING_READABLE, "cannot read " + name + ": " + TerminalText.of(reason));
        };
    }

    /** A key that was given as text, or as the name of a file that holds nothing else. */
    static VerifierKey key(CommandSpec spec, String option, String text, SignatureType type) {
        Parsed<VerifierKey> parsed = VerifierKey.parse(text);
        if (parsed instanceof Parsed.Fault && isFile(text)) {
            String content = new String(read(Path.of(text), MOST_KEY_BYTES), StandardCharsets.UTF_8);
            parsed = VerifierKey.parse(content.strip());
        }
        return switch (parsed) {
            case Parsed.Value<VerifierKey>(VerifierKey key) when key.type() == type -> key;
            case Parsed.Value<VerifierKey>(VerifierKey key) ->
                throw new ParameterException(
                        spec.commandLine(),
                        option + " expects the key of a " + (type == SignatureType.NOTE ? "log" : "witness")
                                + ", but \""
                                + key.name() + "\" is that of a "
                                + (type == SignatureType.NOTE ? "witness" : "log"));
            case Parsed.Fault<VerifierKey>(String reason) ->
                throw new ParameterException(spec.commandLine(), option + ": " + TerminalText.of(reason));
        };
    }

    private static boolean isFile(String text) {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
