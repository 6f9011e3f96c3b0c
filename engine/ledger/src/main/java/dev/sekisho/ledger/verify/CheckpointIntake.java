package dev.sekisho.ledger.verify;

import dev.sekisho.ledger.Parsed;
import dev.sekisho.ledger.checkpoint.Cosignature;
import dev.sekisho.ledger.checkpoint.SignedCheckpoint;
import dev.sekisho.ledger.note.VerifierKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the checkpoints that the key has signed, and notes what is wrong with the others. */
final class CheckpointIntake {
    /**
     * A checkpoint that the key has signed.
     *
     * @param name what it is called
     * @param signed the checkpoint
     * @param vouches whether it counts as one from outside
     * @param cosigned when each witness has cosigned it
     */
    record Taken(String name, SignedCheckpoint signed, boolean vouches, Map<String, Instant> cosigned) {
        long size() {
            return signed.size();
        }
    }

    private final VerificationRequest request;
    private final List<Taken> taken = new ArrayList<>();
    private final List<Misfit> misfits = new ArrayList<>();

    CheckpointIntake(VerificationRequest request) {
        this.request = request;
    }

    /** Looks at one checkpoint. */
    void add(String name, byte[] bytes, boolean outside) {
        switch (SignedCheckpoint.parse(bytes)) {
            case Parsed.Fault<SignedCheckpoint>(String reason) -> refuse(name, reason);
            case Parsed.Value<SignedCheckpoint>(SignedCheckpoint signed) -> add(name, signed, outside);
        }
    }

    private void add(String name, SignedCheckpoint signed, boolean outside) {
        if (!signed.checkpoint().origin().equals(request.origin())) {
            refuse(
                    name,
                    "it is of the log \"" + signed.checkpoint().origin() + "\", not of \"" + request.origin() + "\"");
            return;
        }
        switch (signed.judge(request.key())) {
            case FORGED -> refuse(name, "its signature is not that of the key " + request.key());
            case NOT_SIGNED -> refuse(name, "it is not signed by the key " + request.key());
            case SIGNED -> addSigned(name, signed, outside);
        }
    }

    private void addSigned(String name, SignedCheckpoint signed, boolean outside) {
        Map<String, Instant> cosigned = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        for (VerifierKey witness : request.witnesses()) {
            switch (Cosignature.judge(signed, witness)) {
                case Cosignature.Given(Instant time) -> cosigned.put(witness.name(), time);
                case Cosignature.Absent() -> absent.add(witness.name());
                case Cosignature.Forged() -> {
                    refuse(name, "its cosignature by \"" + witness.name() + "\" is not that of the key " + witness);
                    return;
                }
            }
        }
        if (outside && !absent.isEmpty()) {
            refuse(name, "it is not cosigned by " + String.join(", ", absent));
            return;
        }
        boolean witnessed = !request.witnesses().isEmpty() && absent.isEmpty();
        taken.add(new Taken(name, signed, signed.size() > 0 && (outside || witnessed), cosigned));
    }

    private void refuse(String name, String reason) {
        misfits.add(new Misfit.Checkpoint(name, reason));
    }

    /** Those that the key has signed, the smallest first; of equal ones those from outside first. */
    List<Taken> taken() {
        return taken.stream()
                .sorted(Comparator.comparingLong(Taken::size).thenComparing(one -> !one.vouches()))
                .toList();
    }

    /** What is wrong with the others. */
    List<Misfit> misfits() {
        return misfits;
    }
}
