@NullMarked
package dev.sekisho.veil.curve;

import org.jspecify.annotations.NullMarked;
