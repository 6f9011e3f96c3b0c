/** TLS and QUIC handshakes, their fingerprints and certificates; SOCKS and PROXY openings. */
@NullMarked
package dev.sekisho.traffic.tls;

import org.jspecify.annotations.NullMarked;
