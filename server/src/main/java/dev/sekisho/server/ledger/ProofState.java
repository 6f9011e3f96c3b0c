package dev.sekisho.server.ledger;

/** How evidence stands to the log. */
public enum ProofState {
    /** It has no place yet. */
    WAITING,
    /** What is recorded here is what the log holds, below a signed checkpoint. */
    PROVED,
    /** What is recorded here is not what the log holds: one of the two was changed. */
    DIFFERENT
}
