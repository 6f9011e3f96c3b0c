/**
 * Turns packets and logs into communication sessions.
 *
 * <p>A <em>capture</em> is a file of packets; a <em>connection</em> is one TCP connection, QUIC connection or UDP flow;
 * an <em>exchange</em> is one request with its response or, where the content is encrypted or unknown, one burst of the
 * client with the burst of the server that answers it; a <em>communication session</em> is everything exchanged between
 * one client and one server until they fall silent.
 *
 * <p>Promises: no input, however broken, makes a reader throw anything but {@link java.io.IOException} for a file that
 * cannot be read at all; what was skipped is counted with its reason in {@link dev.sekisho.traffic.Losses}; memory is
 * bounded by {@link dev.sekisho.traffic.SessionSettings}; time is packet time, never the clock of the machine.
 *
 * <p>Never: this package keeps no payload beyond short openings of connections, executes nothing it reads, and opens no
 * connection itself.
 */
@NullMarked
package dev.sekisho.traffic;

import org.jspecify.annotations.NullMarked;
