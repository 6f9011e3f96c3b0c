/**
 * Finds, in communication sessions that leave an organisation, the command-and-control traffic of malware and the use
 * of prohibited applications, by behaviour and not by lists of hosts.
 *
 * <p>Sessions are measured by indexes, compared with groups of ordinary sessions, and judged per pair of client and
 * server against a budget of false alarms.
 */
@NullMarked
package dev.sekisho.extrusion;

import org.jspecify.annotations.NullMarked;
