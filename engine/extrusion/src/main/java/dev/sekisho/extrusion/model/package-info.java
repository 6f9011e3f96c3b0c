/**
 * What is learned: the evidence of command and control, the groups of ordinary traffic, and the calibration that turns a
 * score into a probability of false alarm; their training and their file.
 *
 * <p>Training is deterministic for a seed. A model holds numbers alone: no address, host name or other trace of the
 * traffic that it was learned from.
 */
@NullMarked
package dev.sekisho.extrusion.model;

import org.jspecify.annotations.NullMarked;
