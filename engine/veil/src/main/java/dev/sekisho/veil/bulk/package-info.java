/**
 * Values that are long or frequent: once per key epoch a record carries random elements, from which keys are derived; the
 * values follow in frames that are only forwarded.
 *
 * <p>The price: a frame has the same bytes everywhere, so whoever collects and whoever receives can link them with certainty
 * within the epoch, and masking is for the whole epoch.
 */
@NullMarked
package dev.sekisho.veil.bulk;

import org.jspecify.annotations.NullMarked;
