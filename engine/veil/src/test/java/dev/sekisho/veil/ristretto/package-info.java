@NullMarked
package dev.sekisho.veil.ristretto;

import org.jspecify.annotations.NullMarked;
