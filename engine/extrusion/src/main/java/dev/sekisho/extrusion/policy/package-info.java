/**
 * What an organisation allows: which applications, for whom and on what conditions, and which alerts it has decided not
 * to see until when.
 */
@NullMarked
package dev.sekisho.extrusion.policy;

import org.jspecify.annotations.NullMarked;
