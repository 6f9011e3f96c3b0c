/** The way in: inputs of every kind, told apart by their content, are read into communication sessions. */
@NullMarked
package dev.sekisho.traffic.input;

import org.jspecify.annotations.NullMarked;
