/** Reads the published test vectors. */
@NullMarked
package dev.sekisho.veil.vectors;

import org.jspecify.annotations.NullMarked;
