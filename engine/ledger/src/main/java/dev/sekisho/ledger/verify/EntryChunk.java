package dev.sekisho.ledger.verify;

import dev.sekisho.ledger.tile.EntryBundle;
import dev.sekisho.ledger.tile.ResourceSource;
import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.tree.TreeHasher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Some consecutive bundles, hashed.
 *
 * @param roots the roots of the bundles of 256 entries, from the first on
 * @param entries entries without a gap from the first on, those of the last bundle included
 * @param whole whether all entries are there that should be
 * @param surplus bundles with more than their names say
 * @param differences tiles of level 0 that are not what the entries make
 */
record EntryChunk(
        List<Hash> roots, long entries, boolean whole, List<Misfit.Surplus> surplus, List<HashDifference> differences) {

    /** Reads the bundles from {@code first} to {@code end}, or to the first that is not whole. */
    static EntryChunk read(BundleReader bundles, ResourceSource export, long first, long end, long hashed)
            throws IOException {
        TreeHasher hasher = new TreeHasher();
        List<Hash> roots = new ArrayList<>();
        byte[] hashes = new byte[Tile.FULL * Hash.BYTES];
        List<Misfit.Surplus> surplus = new ArrayList<>();
        List<HashDifference> differences = new ArrayList<>();
        for (long index = first; index < end; index++) {
            int expected = Tile.widthIn(Tile.ENTRIES, index, bundles.size());
            Optional<BundleReader.Found> found = bundles.read(index);
            int size = 0;
            if (found.isPresent()) {
                EntryBundle bundle = found.get().bundle();
                size = bundle.size();
                for (int i = 0; i < size; i++) {
                    bundle.hash(i, hasher, hashes, i * Hash.BYTES);
                }
                Tile tile = found.get().tile();
                if (size > tile.width() || (size == tile.width() && !bundle.isWhole())) {
                    surplus.add(new Misfit.Surplus(tile.path(), index * Tile.FULL + tile.width()));
                }
            }
            int width = Tile.widthIn(0, index, hashed);
            if (width > 0 && size >= width) {
                compare(export, new Tile(0, index, width), hashes).ifPresent(differences::add);
            }
            if (size < expected || expected < Tile.FULL) {
                long entries = (long) roots.size() * Tile.FULL + Math.min(size, expected);
                return new EntryChunk(roots, entries, size >= expected, surplus, differences);
            }
            roots.add(hasher.root(hashes, 0, Tile.FULL));
        }
        return new EntryChunk(roots, (long) roots.size() * Tile.FULL, true, surplus, differences);
    }

    private static Optional<HashDifference> compare(ResourceSource export, Tile tile, byte[] hashes)
            throws IOException {
        byte[] stored = export.read(tile.path(), tile.hashBytes()).orElse(new byte[0]);
        long start = tile.index() * Tile.FULL;
        if (stored.length != tile.hashBytes()) {
            return Optional.of(new HashDifference(tile.path(), start, true));
        }
        int at = Arrays.mismatch(stored, 0, stored.length, hashes, 0, stored.length);
        return at < 0 ? Optional.empty() : Optional.of(new HashDifference(tile.path(), start + at / Hash.BYTES, false));
    }
}
