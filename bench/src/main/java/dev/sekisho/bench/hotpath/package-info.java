/** Benchmarks of the code that every packet, exchange or verdict goes through; run by {@code bench/jmh}. */
@NullMarked
package dev.sekisho.bench.hotpath;

import org.jspecify.annotations.NullMarked;
