package dev.sekisho.ledger.checkpoint;

import dev.sekisho.ledger.note.NoteSignature;
import dev.sekisho.ledger.note.NoteSigner;
import dev.sekisho.ledger.note.SignatureType;
import dev.sekisho.ledger.note.VerifierKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a checkpoint says about one witness (C2SP tlog-cosignature, {@code cosignature/v1}). A cosignature states that at its
 * time the checkpoint was the largest that the witness had seen of this log, and continued all that it had seen before.
 */
public sealed interface Cosignature {
    /**
     * The witness has cosigned.
     *
     * @param time when, to the second, as the witness says
     */
    record Given(Instant time) implements Cosignature {}

    /** There is no cosignature of the witness. */
    record Absent() implements Cosignature {}

    /** There is one that names the witness's key and was not made with it: the checkpoint must be rejected. */
    record Forged() implements Cosignature {}

    /** Seconds up to the last instant that can be written. */
    long MOST_SECONDS = Instant.MAX.getEpochSecond();

    /** Cosigns a checkpoint. Whether it continues the last one, the witness has checked before. */
    static NoteSignature make(SignedCheckpoint checkpoint, NoteSigner witness, Instant time) {
        VerifierKey key = witness.verifierKey();
        if (key.type() != SignatureType.COSIGNATURE) {
            throw new IllegalArgumentException("expected the key of a witness, but \"" + key.name() + "\" signs notes");
        }
        long seconds = time.getEpochSecond();
        byte[] signature = witness.sign(message(checkpoint, seconds));
        return new NoteSignature(
                key.name(),
                key.id(),
                ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(seconds)
                        .put(signature)
                        .array());
    }

    /** Whether a witness has cosigned a checkpoint. Of several times the first counts. */
    static Cosignature judge(SignedCheckpoint checkpoint, VerifierKey witness) {
        Cosignature result = new Absent();
        for (NoteSignature line : checkpoint.note().signatures()) {
            if (witness.isNamedBy(line)) {
                ByteBuffer bytes = ByteBuffer.wrap(line.signature());
                if (witness.type() != SignatureType.COSIGNATURE || bytes.remaining() < Long.BYTES) {
                    return new Forged();
                }
                long seconds = bytes.getLong();
                byte[] signature = new byte[bytes.remaining()];
                bytes.get(signature);
                if (seconds < 0
                        || seconds > MOST_SECONDS
                        || !witness.verifies(message(checkpoint, seconds), signature)) {
                    return new Forged();
                }
                if (result instanceof Absent) {
                    result = new Given(Instant.ofEpochSecond(seconds));
                }
            }
        }
        return result;
    }

    private static byte[] message(SignedCheckpoint checkpoint, long seconds) {
        return ("cosignature/v1\ntime " + seconds + "\n" + checkpoint.note().text()).getBytes(StandardCharsets.UTF_8);
    }
}
