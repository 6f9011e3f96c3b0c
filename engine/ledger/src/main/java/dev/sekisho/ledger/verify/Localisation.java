package dev.sekisho.ledger.verify;

import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tile.TileHashes;
import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.tree.MerkleTree;
import dev.sekisho.ledger.tree.NodeSource;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the first entry that is not the one that a root covers, by going down from the root.
 *
 * <p>At each node whose hash is certain, the hashes of its two children are looked for: as the entries make them, and as
 * each source of stored hashes has them, from the tiles of every level. Two that together have the certain hash are certain
 * too, since nobody can find two others. The way then goes into the first child that the entries do not make. Where no two
 * fit, whoever changed the entries has changed all stored hashes there as well, and only the node can be named.
 *
 * @param entries the tree as the entries make it
 * @param stored hashes that were stored; none of them is trusted
 */
record Localisation(NodeSource entries, List<TileHashes> stored) {
    /** Levels of tiles that a tree of 64-bit size can have. */
    private static final int TILE_LEVELS = 8;

    /**
     * Where it is.
     *
     * @param from the first entry that it can be
     * @param to behind the last
     * @param expected the certain hash over these entries
     */
    record Place(long from, long to, Hash expected) {
        boolean isExact() {
            return to - from == 1;
        }
    }

    /** The children of a node. */
    private record Children(Hash left, Hash right) {}

    /** Goes down from the root of a tree that the entries do not make. */
    Place find(long size, Hash root) throws IOException {
        Place place = new Place(0, size, root);
        while (!place.isExact()) {
            Optional<Children> children = children(place);
            if (children.isEmpty()) {
                return place;
            }
            long middle = place.from() + MerkleTree.splitOf(place.to() - place.from());
            Hash left = children.get().left();
            boolean leftFits = MerkleTree.range(entries, place.from(), middle)
                    .filter(left::equals)
                    .isPresent();
            place = leftFits
                    ? new Place(middle, place.to(), children.get().right())
                    : new Place(place.from(), middle, left);
        }
        return place;
    }

    private Optional<Children> children(Place place) throws IOException {
        long middle = place.from() + MerkleTree.splitOf(place.to() - place.from());
        Set<Hash> lefts = new LinkedHashSet<>();
        Set<Hash> rights = new LinkedHashSet<>();
        MerkleTree.range(entries, place.from(), middle).ifPresent(lefts::add);
        MerkleTree.range(entries, middle, place.to()).ifPresent(rights::add);
        // Few hashes of high tiles first; lower ones cost more and are needed only where those were changed.
        for (int drop = 0; drop < TILE_LEVELS; drop++) {
            boolean added = false;
            for (TileHashes tiles : stored) {
                NodeSource source = atDrop(tiles, drop);
                added |= MerkleTree.range(source, place.from(), middle)
                        .filter(lefts::add)
                        .isPresent();
                added |= MerkleTree.range(source, middle, place.to())
                        .filter(rights::add)
                        .isPresent();
            }
            if (drop == 0 || added) {
                for (Hash left : lefts) {
                    for (Hash right : rights) {
                        if (Hash.ofNode(left, right).equals(place.expected())) {
                            return Optional.of(new Children(left, right));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Hashes computed from the tiles of so many levels below the highest that could tell them. */
    private static NodeSource atDrop(TileHashes tiles, int drop) {
        return (height, index) -> tiles.node(height, index, Math.max(0, height / Tile.HEIGHT - drop));
    }
}
