/**
 * Recognises applications from what their connections show: names, certificates, fingerprints, the first bytes, and
 * behaviour that gives them away.
 *
 * <p>What is known of applications is data: the catalogue {@code applications.yaml} beside this package. Only what
 * cannot be said as data is code, in {@link dev.sekisho.extrusion.application.BehaviourSigns}.
 */
@NullMarked
package dev.sekisho.extrusion.application;

import org.jspecify.annotations.NullMarked;
