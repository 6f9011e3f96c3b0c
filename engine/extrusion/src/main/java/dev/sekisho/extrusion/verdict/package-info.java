/**
 * Judging while sessions arrive: a verdict per pair of client and server over the sliding window, with its reasons.
 *
 * <p>{@link dev.sekisho.extrusion.verdict.Analyzer} takes what session breakdown finds and tells verdicts;
 * {@link dev.sekisho.extrusion.verdict.Reasons} puts the indexes that decided into words.
 */
@NullMarked
package dev.sekisho.extrusion.verdict;

import org.jspecify.annotations.NullMarked;
