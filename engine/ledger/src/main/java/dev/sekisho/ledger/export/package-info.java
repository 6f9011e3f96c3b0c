/**
 * Exports of a log: its checkpoint, tiles and entries as files in a folder, or the same files in one ZIP archive. Nothing in
 * an export is trusted.
 */
@NullMarked
package dev.sekisho.ledger.export;

import org.jspecify.annotations.NullMarked;
