@NullMarked
package dev.sekisho.veil.check;

import org.jspecify.annotations.NullMarked;
