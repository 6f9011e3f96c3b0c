@NullMarked
package dev.sekisho.veil.record;

import org.jspecify.annotations.NullMarked;
