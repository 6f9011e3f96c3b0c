package dev.sekisho.ledger.note;

import dev.sekisho.ledger.Parsed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Text with signatures below it (C2SP signed-note). The text means nothing until a signature of a trusted key was checked:
 * see {@link #judge}.
 *
 * @param text the text, with the end of its last line
 * @param signatures the signatures, in their order
 */
public record Note(String text, List<NoteSignature> signatures) {
    /** The most bytes of a note: room for {@link #MOST_SIGNATURES} post-quantum signatures and more. */
    public static final int MOST_BYTES = 1 << 19;

    /** The most signatures of a note. The specification asks for at least 16. */
    public static final int MOST_SIGNATURES = 64;

    public Note {
        signatures = List.copyOf(signatures);
        if (!isText(text)) {
            throw new IllegalArgumentException(
                    "the text of a note ends with a newline and has no other control characters");
        }
    }

    /** What the signatures of a note say about one key. */
    public enum Judgement {
        /** The key has signed the text. */
        SIGNED,
        /** There is no signature of the key. */
        NOT_SIGNED,
        /** There is one that names the key and is not that of the key: the note must be rejected. */
        FORGED
    }

    /** Signs a text. */
    public static Note sign(String text, NoteSigner signer) {
        if (signer.verifierKey().type() != SignatureType.NOTE) {
            throw new IllegalArgumentException("the key of a witness does not sign notes of its own");
        }
        byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
        VerifierKey key = signer.verifierKey();
        return new Note(text, List.of(new NoteSignature(key.name(), key.id(), signature)));
    }

    /** The note with one more signature. */
    public Note with(NoteSignature signature) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.add(signature);
        return new Note(text, all);
    }

    /** Whether a key of type {@link SignatureType#NOTE} has signed. */
    public Judgement judge(VerifierKey key) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        Judgement judgement = Judgement.NOT_SIGNED;
        for (NoteSignature signature : signatures) {
            if (key.isNamedBy(signature)) {
                if (key.type() != SignatureType.NOTE || !key.verifies(message, signature.signature())) {
                    return Judgement.FORGED;
                }
                judgement = Judgement.SIGNED;
            }
        }
        return judgement;
    }

    /** The bytes of the note. */
    public byte[] encode() {
        StringBuilder note = new StringBuilder(text).append('\n');
        for (NoteSignature signature : signatures) {
            note.append(signature.line()).append('\n');
        }
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a note; its signatures are not checked. */
    public static Parsed<Note> parse(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return Parsed.fault("expected a note of at most " + MOST_BYTES + " bytes");
        }
        String note;
        try {
            note = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return Parsed.fault("expected a note in UTF-8");
        }
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !isText(note)) {
            return Parsed.fault(
                    "expected a note: text, an empty line, and lines with signatures, each ended by a newline");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : note.substring(end + 2).lines().toList()) {
            Optional<NoteSignature> signature = NoteSignature.parse(line);
            if (signature.isEmpty()) {
                return Parsed.fault(
                        "expected a signature \"\u2014 name base64\" below the note, but got \"" + line + "\"");
            }
            if (signatures.size() == MOST_SIGNATURES) {
                return Parsed.fault("expected at most " + MOST_SIGNATURES + " signatures below the note");
            }
            signatures.add(signature.get());
        }
        if (signatures.isEmpty()) {
            return Parsed.fault("expected a signature below the note, but there is none");
        }
        return Parsed.value(new Note(note.substring(0, end + 1), signatures));
    }

    private static boolean isText(String text) {
        return text.endsWith("\n") && text.chars().allMatch(c -> c >= ' ' || c == '\n');
    }
}
