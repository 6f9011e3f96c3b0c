/**
 * The two directions of one connection as ordered bytes, and the contract between their reassembly and the parsers of
 * what they carry.
 */
@NullMarked
package dev.sekisho.traffic.stream;

import org.jspecify.annotations.NullMarked;
