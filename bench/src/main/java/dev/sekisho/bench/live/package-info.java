/** How many packets a second a live capture takes: a sender and a receiver for two ends of a cable. */
@NullMarked
package dev.sekisho.bench.live;

import org.jspecify.annotations.NullMarked;
