package dev.sekisho.ledger.verify;

import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tile.TileHashes;
import dev.sekisho.ledger.tree.Hash;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Tells from the entries and hashes around an entry what has happened to it. That it does not fit is certain; this is the
 * explanation that needs the fewest changes.
 *
 * @param entries the tree as the entries make it
 * @param stored hashes that were stored
 */
record Surroundings(EntryTree entries, List<TileHashes> stored) {
    /** How far away an entry that was moved is looked for, in either direction. */
    private static final int WINDOW = 2 * Tile.FULL;

    Misfit.Entry explain(long index, Hash expected, String checkpoint) throws IOException {
        if (index >= entries.count()) {
            Misfit.Change change = entries.goesOnAfterGap() ? Misfit.Change.MISSING : Misfit.Change.CUT_OFF;
            return new Misfit.Entry(index, change, OptionalLong.empty(), expected, checkpoint);
        }
        Optional<Hash> here = entries.node(0, index);
        boolean nextStandsHere = here.isPresent() && belongs(here.get(), index + 1);
        boolean itStandsNext =
                entries.node(0, index + 1).filter(expected::equals).isPresent();
        if (nextStandsHere && !itStandsNext) {
            return new Misfit.Entry(index, Misfit.Change.REMOVED, OptionalLong.of(index + 1), expected, checkpoint);
        }
        if (itStandsNext && !nextStandsHere) {
            return new Misfit.Entry(index, Misfit.Change.INSERTED, OptionalLong.of(index + 1), expected, checkpoint);
        }
        for (long other = Math.max(0, index - WINDOW); other <= index + WINDOW; other++) {
            if (other != index
                    && ((here.isPresent() && belongs(here.get(), other))
                            || entries.node(0, other).filter(expected::equals).isPresent())) {
                return new Misfit.Entry(index, Misfit.Change.MOVED, OptionalLong.of(other), expected, checkpoint);
            }
        }
        return new Misfit.Entry(index, Misfit.Change.ALTERED, OptionalLong.empty(), expected, checkpoint);
    }

    /** Whether any source of hashes has this one at a place. */
    private boolean belongs(Hash hash, long index) throws IOException {
        for (TileHashes tiles : stored) {
            if (tiles.node(0, index).filter(hash::equals).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
