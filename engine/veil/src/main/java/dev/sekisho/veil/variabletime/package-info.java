/**
 * Quicker arithmetic for numbers that everybody may know: checking proofs.
 *
 * <p><b>Its time depends on its inputs.</b> It has a scalar type of its own, so that no secret comes here by mistake, and a
 * test keeps packages that hold secrets from using it.
 */
@NullMarked
package dev.sekisho.veil.variabletime;

import org.jspecify.annotations.NullMarked;
