package dev.sekisho.ledger.verify;

import dev.sekisho.ledger.tile.EntryBundle;
import dev.sekisho.ledger.tile.ResourceSource;
import dev.sekisho.ledger.tile.Tile;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds bundles of entries in an export whose names may not be the ones that its size asks for.
 *
 * @param export where
 * @param size entries that there should be
 */
record BundleReader(ResourceSource export, long size) {
    /**
     * A bundle.
     *
     * @param tile under which name it was found
     * @param bundle the entries that can be read
     */
    record Found(Tile tile, EntryBundle bundle) {}

    /** The bundle under the name that it should have; else the full one; else the widest partial one. */
    Optional<Found> read(long index) throws IOException {
        int width = Math.max(1, Tile.widthIn(Tile.ENTRIES, index, size));
        Optional<Found> found = read(Tile.bundle(index, width));
        for (int other = Tile.FULL; found.isEmpty() && other > 0; other--) {
            found = read(Tile.bundle(index, other));
        }
        return found;
    }

    private Optional<Found> read(Tile tile) throws IOException {
        return export.read(tile.path(), EntryBundle.MOST_BYTES)
                .map(bytes -> new Found(tile, EntryBundle.readable(bytes)));
    }
}
