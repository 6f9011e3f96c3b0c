@NullMarked
package dev.sekisho.veil.conversion;

import org.jspecify.annotations.NullMarked;
