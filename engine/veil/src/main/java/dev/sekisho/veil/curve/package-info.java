/**
 * Arithmetic on the curve under Ristretto255: the field of 2^255 - 19, points of edwards25519, Ristretto's coding of
 * them.
 *
 * <p>Everything here runs in constant time: no branch, no array index and no number of turns depends on a value, except
 * where a method's documentation says so. Java gives no guarantee that the compiled code keeps this; the benchmarks carry
 * a statistical test of it.
 *
 * <p>Not for use outside {@code dev.sekisho.veil.ristretto} and {@code dev.sekisho.veil.variabletime}: points of the
 * curve are not yet elements of a group of prime order.
 */
@NullMarked
package dev.sekisho.veil.curve;

import org.jspecify.annotations.NullMarked;
