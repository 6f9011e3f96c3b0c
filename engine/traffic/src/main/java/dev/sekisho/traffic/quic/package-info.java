/** QUIC and Google QUIC flows: the client's hello out of their first datagrams, exchanges out of the rest. */
@NullMarked
package dev.sekisho.traffic.quic;

import org.jspecify.annotations.NullMarked;
