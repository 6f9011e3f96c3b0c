@NullMarked
package dev.sekisho.veil.hash;

import org.jspecify.annotations.NullMarked;
