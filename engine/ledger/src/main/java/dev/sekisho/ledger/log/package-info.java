/**
 * The log itself: takes entries, keeps their tree in a store, signs checkpoints and publishes them.
 *
 * <p>The order of writing is the promise: first tiles and entries, for good; then the checkpoint, for good; only then does
 * anybody see it.
 */
@NullMarked
package dev.sekisho.ledger.log;

import org.jspecify.annotations.NullMarked;
