/** The sending side of a sensor: batches of session events on their way to a server, and where they wait for it. */
@NullMarked
package dev.sekisho.cli.sensor;

import org.jspecify.annotations.NullMarked;
