/** The commands of the {@code sekisho} launcher. Nothing below this package prints to the console. */
@NullMarked
package dev.sekisho.cli;

import org.jspecify.annotations.NullMarked;
