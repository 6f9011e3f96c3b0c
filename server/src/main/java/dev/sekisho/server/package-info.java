/**
 * The server: what {@code sekisho serve} starts. This package puts the rooms together, starts them and stops them; each
 * package below it is one room, or the ground that the rooms stand on.
 */
@NullMarked
package dev.sekisho.server;

import org.jspecify.annotations.NullMarked;
