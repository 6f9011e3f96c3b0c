/**
 * Strict mode: the household's policy as keys instead of as a promise. A service that never got its delegation cannot be
 * served, whatever the distribution service does.
 */
@NullMarked
package dev.sekisho.veil.strict;

import org.jspecify.annotations.NullMarked;
