/**
 * What an entry of the ledger says, in bytes that have exactly one form, and how the values behind it are opened.
 *
 * <p>An entry holds no value that could belong to a person: only digests of values with salts. The salt of an entry is kept
 * outside the log; once it is destroyed, the digests say nothing, and the log still verifies.
 */
@NullMarked
package dev.sekisho.ledger.entry;

import org.jspecify.annotations.NullMarked;
