@NullMarked
package dev.sekisho.veil.variabletime;

import org.jspecify.annotations.NullMarked;
