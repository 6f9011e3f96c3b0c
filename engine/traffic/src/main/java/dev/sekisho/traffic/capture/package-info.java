/** Sources of packets: capture files in every common form, and a live interface. */
@NullMarked
package dev.sekisho.traffic.capture;

import org.jspecify.annotations.NullMarked;
