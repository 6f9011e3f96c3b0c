/**
 * Checking of proofs: works on public values alone, and is the only place that may use arithmetic whose time depends on
 * them.
 */
@NullMarked
package dev.sekisho.veil.check;

import org.jspecify.annotations.NullMarked;
