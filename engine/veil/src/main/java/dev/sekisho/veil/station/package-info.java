/**
 * The parties as small HTTPS services of the platform's own server: collection, distribution and utilisation, with queues
 * that survive a crash.
 *
 * <p>What a station has acknowledged it never loses; what it gets twice, because a sender was not sure, has no effect the
 * second time.
 */
@NullMarked
package dev.sekisho.veil.station;

import org.jspecify.annotations.NullMarked;
