package dev.sekisho.ledger.checkpoint;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.note.Note;
import dev.sekisho.ledger.note.NoteSigner;
import dev.sekisho.ledger.note.VerifierKey;

/**
 * A checkpoint with the note that it came in. Whether anybody trustworthy has signed it is another question: see {@link
 * #judge} and {@link Cosignature#judge}.
 *
 * @param checkpoint what it says
 * @param note text and signatures
 */
public record SignedCheckpoint(Checkpoint checkpoint, Note note) {
    public SignedCheckpoint {
        if (!note.text().equals(checkpoint.text())) {
            throw new IllegalArgumentException("the note holds another text than the checkpoint");
        }
    }

    /** Signs a checkpoint. */
    public static SignedCheckpoint sign(Checkpoint checkpoint, NoteSigner signer) {
        return new SignedCheckpoint(checkpoint, Note.sign(checkpoint.text(), signer));
    }

    /** Reads a note with a checkpoint; its signatures are not checked. */
    public static Parsed<SignedCheckpoint> parse(byte[] bytes) {
        return Note.parse(bytes)
                .then(note -> Checkpoint.parse(note.text())
                        .then(checkpoint -> Parsed.value(new SignedCheckpoint(checkpoint, note))));
    }

    /** Whether the key of the log has signed it. */
    public Note.Judgement judge(VerifierKey key) {
        return note.judge(key);
    }

    /** Entries that it covers. */
    public long size() {
        return checkpoint.size();
    }

    /** The bytes of the note. */
    public byte[] encode() {
        return note.encode();
    }
}
