@NullMarked
package dev.sekisho.veil.strict;

import org.jspecify.annotations.NullMarked;
