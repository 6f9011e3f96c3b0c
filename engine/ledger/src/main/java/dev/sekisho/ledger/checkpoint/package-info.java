/**
 * Checkpoints (C2SP tlog-checkpoint): what the log says of itself at a certain size, signed by it, and cosigned by witnesses
 * who saw it (C2SP tlog-cosignature).
 */
@NullMarked
package dev.sekisho.ledger.checkpoint;

import org.jspecify.annotations.NullMarked;
