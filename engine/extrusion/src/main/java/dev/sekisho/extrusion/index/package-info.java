/**
 * Indexes: the measured numbers of a pair's behaviour, each with its exact definition.
 *
 * <p>{@link dev.sekisho.extrusion.index.Catalogue} lists them all; the page {@code docs/indexes.md} is written from it.
 * An index that cannot be measured on a pair (too few exchanges, encrypted content, a log without the field) is not a
 * number, never zero. No index looks at an address, a host's identity, the time of day of a capture or anything else
 * that tells where a capture came from.
 */
@NullMarked
package dev.sekisho.extrusion.index;

import org.jspecify.annotations.NullMarked;
