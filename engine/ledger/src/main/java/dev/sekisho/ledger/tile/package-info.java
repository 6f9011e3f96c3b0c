/**
 * Tiles and entry bundles of C2SP tlog-tiles: the form in which a log is stored, served and exported.
 *
 * <p>Tiles are 256 hashes wide. A full tile or bundle never changes; the last one of each level is partial and has its width
 * in its name.
 */
@NullMarked
package dev.sekisho.ledger.tile;

import org.jspecify.annotations.NullMarked;
