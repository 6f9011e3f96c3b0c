/**
 * Verifies an export against a key and checkpoints that were kept elsewhere, and names the first entry that does not fit.
 *
 * <p>The key never comes from the export. What an export says of itself counts only as far as hashes lead to it from a
 * checkpoint.
 */
@NullMarked
package dev.sekisho.ledger.verify;

import org.jspecify.annotations.NullMarked;
