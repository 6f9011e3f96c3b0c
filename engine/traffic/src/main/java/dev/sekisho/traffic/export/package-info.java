/**
 * Sessions for other tools: as lines of JSON and as CSV, with the fields that {@code docs/session-schema.md} describes.
 */
@NullMarked
package dev.sekisho.traffic.export;

import org.jspecify.annotations.NullMarked;
