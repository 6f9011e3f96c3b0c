/**
 * What each client did with each server over a sliding window of time, kept in bounded memory while sessions arrive.
 *
 * <p>{@link dev.sekisho.extrusion.activity.Activity} takes exchanges and connections from session breakdown and keeps,
 * per pair of client and server, the newest of them as packed numbers, and beside them what the client and the whole
 * organisation usually do. {@link dev.sekisho.extrusion.activity.PairView} is one pair put in order for measuring.
 *
 * <p>Promises: memory is bounded by {@link dev.sekisho.extrusion.activity.ActivitySettings}; what is let go is counted;
 * no body, cookie or credential is kept. Everything here belongs to one thread.
 */
@NullMarked
package dev.sekisho.extrusion.activity;

import org.jspecify.annotations.NullMarked;
