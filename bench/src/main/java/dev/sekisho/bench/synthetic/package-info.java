/**
 * Synthetic traffic: made by rule from a seed, never recorded, for measuring scale and for tests that need to know the
 * truth. It promises that equal seeds give equal output, byte by byte, and that output is streamed, whatever its length.
 * It is no evidence of how well anything is detected: its ordinary traffic is as simple as its rules.
 */
@NullMarked
package dev.sekisho.bench.synthetic;

import org.jspecify.annotations.NullMarked;
