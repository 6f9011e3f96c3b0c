/** Sessions out of the logs of other tools: Zeek, Suricata, Squid. */
@NullMarked
package dev.sekisho.traffic.log;

import org.jspecify.annotations.NullMarked;
