/** Openings by which a client tells a relay whom it wants to reach: SOCKS, and the PROXY protocol. */
@NullMarked
package dev.sekisho.traffic.socks;

import org.jspecify.annotations.NullMarked;
