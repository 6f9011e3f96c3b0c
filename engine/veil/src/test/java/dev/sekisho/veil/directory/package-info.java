@NullMarked
package dev.sekisho.veil.directory;

import org.jspecify.annotations.NullMarked;
