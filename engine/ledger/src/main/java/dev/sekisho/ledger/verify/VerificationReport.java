package dev.sekisho.ledger.verify;

import java.util.List;

/**
 * What the verifier found.
 *
 * @param entries entries read from the start without a gap
 * @param consistent entries from the start that fit a checkpoint signed by the key, wherever it came from
 * @param vouched entries from the start that fit a checkpoint from outside
 * @param checkpoints the checkpoints that the key has signed, the smallest first
 * @param misfits what does not fit; the first one that concerns entries comes first
 */
public record VerificationReport(
        long entries, long consistent, long vouched, List<CheckpointVerdict> checkpoints, List<Misfit> misfits) {
    public VerificationReport {
        checkpoints = List.copyOf(checkpoints);
        misfits = List.copyOf(misfits);
    }

    /** What it comes to. */
    public enum Outcome {
        /** Everything fits, and a checkpoint from outside vouches for it up to its size. */
        VOUCHED,
        /** Everything fits, but nothing from outside says that the log did not go on. */
        TAIL_OPEN,
        /** Something does not fit. */
        MISFIT,
        /** There is no checkpoint, so there is nothing to verify. */
        NO_CHECKPOINT
    }

    /** What it comes to. */
    public Outcome outcome() {
        if (!misfits.isEmpty()) {
            return Outcome.MISFIT;
        }
        if (checkpoints.isEmpty()) {
            return Outcome.NO_CHECKPOINT;
        }
        return checkpoints.stream().anyMatch(CheckpointVerdict::vouches) ? Outcome.VOUCHED : Outcome.TAIL_OPEN;
    }
}
