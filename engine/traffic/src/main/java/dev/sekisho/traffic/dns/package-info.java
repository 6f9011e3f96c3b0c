/** DNS messages: which name a client asked for, and which addresses it was given. */
@NullMarked
package dev.sekisho.traffic.dns;

import org.jspecify.annotations.NullMarked;
