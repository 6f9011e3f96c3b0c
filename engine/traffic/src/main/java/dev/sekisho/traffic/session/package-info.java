/** Connections and communication sessions: who speaks with whom, until they fall silent. */
@NullMarked
package dev.sekisho.traffic.session;

import org.jspecify.annotations.NullMarked;
