/**
 * Records: what a gateway sends, how it is made, read and checked.
 */
@NullMarked
package dev.sekisho.veil.record;

import org.jspecify.annotations.NullMarked;
