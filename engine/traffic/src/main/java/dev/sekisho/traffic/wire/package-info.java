/**
 * Session events as bytes, to be sent to another machine or kept: everything that a {@link dev.sekisho.traffic.SessionSink}
 * is told, in the same order and without loss. What the bytes look like is in {@link SessionEventWriter}.
 */
@NullMarked
package dev.sekisho.traffic.wire;

import org.jspecify.annotations.NullMarked;
