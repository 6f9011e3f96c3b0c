/** Benchmarks of the engines; see {@code docs/performance.md} for the figures and the commands that made them. */
@NullMarked
package dev.sekisho.bench;

import org.jspecify.annotations.NullMarked;
