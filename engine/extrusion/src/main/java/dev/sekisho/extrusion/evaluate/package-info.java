/**
 * Measures detection on labelled traffic: what was found, what was alarmed falsely, and how that compares with
 * published formulas on the very same pairs.
 *
 * <p>What this package knows of well-known services serves to label background traffic and must never reach the
 * detector.
 */
@NullMarked
package dev.sekisho.extrusion.evaluate;

import org.jspecify.annotations.NullMarked;
