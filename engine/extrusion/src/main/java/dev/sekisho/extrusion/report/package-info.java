/**
 * The report of one analysis: a single HTML file without script that opens without the Internet.
 *
 * <p>Names, paths and agents in it were chosen by whoever made the traffic: all text is escaped, and the file forbids
 * its reader's browser to load or run anything.
 */
@NullMarked
package dev.sekisho.extrusion.report;

import org.jspecify.annotations.NullMarked;
