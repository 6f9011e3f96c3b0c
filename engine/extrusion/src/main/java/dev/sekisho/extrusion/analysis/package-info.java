/**
 * One analysis from sessions to alerts and report: what behaves like command and control, and which applications the
 * policy does not allow.
 */
@NullMarked
package dev.sekisho.extrusion.analysis;

import org.jspecify.annotations.NullMarked;
