/**
 * A small made-up capture, written by the product itself: for the example in the documentation and for training the
 * start-up cache. Nothing in it was ever captured.
 */
@NullMarked
package dev.sekisho.traffic.sample;

import org.jspecify.annotations.NullMarked;
