@NullMarked
package dev.sekisho.veil.access;

import org.jspecify.annotations.NullMarked;
