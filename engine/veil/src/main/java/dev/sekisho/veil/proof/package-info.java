/**
 * Proofs of knowledge of logarithms: what is claimed ({@link dev.sekisho.veil.proof.Statement}) and how a proof is made.
 *
 * <p>Makers hold secrets and use constant-time arithmetic alone; checking is in {@code dev.sekisho.veil.check}.
 */
@NullMarked
package dev.sekisho.veil.proof;

import org.jspecify.annotations.NullMarked;
