/**
 * Ristretto255 (RFC 9496): a group of prime order without special cases.
 *
 * <p>What is promised:
 *
 * <ul>
 *   <li>An {@link dev.sekisho.veil.ristretto.Element} comes from decoding canonical bytes, from the one-way map or from
 *       other elements; there is no way to make one from coordinates.
 *   <li>A {@link dev.sekisho.veil.ristretto.Scalar} is always below the order. Operations on it take the same time for every
 *       value, as far as Java allows: the runtime gives no guarantee, and the benchmarks test it by statistics.
 *   <li>Neither tells its value in {@code toString} or in an exception.
 * </ul>
 *
 * <p>What is not: anything about an attacker on the same processor core, and anything about what is left in memory after
 * {@link dev.sekisho.veil.ristretto.Scalar#destroy()} where the garbage collector has moved a copy.
 */
@NullMarked
package dev.sekisho.veil.ristretto;

import org.jspecify.annotations.NullMarked;
