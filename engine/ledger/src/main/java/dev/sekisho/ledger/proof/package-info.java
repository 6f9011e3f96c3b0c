/** Proofs that somebody can keep and check without the log (C2SP tlog-proof). */
@NullMarked
package dev.sekisho.ledger.proof;

import org.jspecify.annotations.NullMarked;
