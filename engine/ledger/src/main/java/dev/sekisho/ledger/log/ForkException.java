package dev.sekisho.ledger.log;

import java.io.IOException;

/**
 * The log would split into two histories, so it was not continued: its store is older than a checkpoint that somebody has
 * seen, or somebody else writes it, or it was changed.
 */
public final class ForkException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what does not fit, and what to do */
    public ForkException(String message) {
        super(message);
    }
}
