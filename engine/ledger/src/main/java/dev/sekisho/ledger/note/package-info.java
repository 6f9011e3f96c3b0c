/**
 * Signed notes (C2SP signed-note): text with signatures below it, and the keys that make and check them.
 *
 * <p>Ed25519 is Bouncy Castle's.
 */
@NullMarked
package dev.sekisho.ledger.note;

import org.jspecify.annotations.NullMarked;
