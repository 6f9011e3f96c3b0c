/**
 * Alerts and the forms in which they leave: JSON lines, CSV, syslog with CEF, STIX, and block lists for the exit.
 *
 * <p>Everything in an alert comes from traffic and may be hostile: each writer escapes for its own format, and a test
 * holds it to that.
 */
@NullMarked
package dev.sekisho.extrusion.alert;

import org.jspecify.annotations.NullMarked;
