package dev.sekisho.ledger.log;

import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.tree.TreeHasher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The right edge of a growing tree: the partial tile of each level, which is all that a log needs to remember to append and
 * to know its root. Not safe for use by several threads.
 */
final class RightEdge {
    private final TreeHasher hasher = new TreeHasher();
    private final List<byte[]> levels = new ArrayList<>();
    private long size;

    /** The edge of the empty tree. */
    RightEdge() {}

    /**
     * The edge of a tree.
     *
     * @param size entries in it
     * @param partials the hashes of the partial tile of each level from 0 on, an empty array where there is none
     */
    RightEdge(long size, List<byte[]> partials) {
        this.size = size;
        for (byte[] partial : partials) {
            levels.add(Arrays.copyOf(partial, Tile.FULL * Hash.BYTES));
        }
    }

    /** A copy that can grow by itself. */
    RightEdge copy() {
        return new RightEdge(size, levels);
    }

    long size() {
        return size;
    }

    /**
     * Appends an entry.
     *
     * @param full receives the tiles that become full, by their path
     */
    void append(byte[] entry, Map<String, byte[]> full) {
        byte[] hash = new byte[Hash.BYTES];
        hasher.entry(entry, 0, entry.length, hash, 0);
        long index = size++;
        for (int level = 0; ; level++) {
            if (level == levels.size()) {
                levels.add(new byte[Tile.FULL * Hash.BYTES]);
            }
            byte[] tile = levels.get(level);
            int slot = (int) (index % Tile.FULL);
            System.arraycopy(hash, 0, tile, slot * Hash.BYTES, Hash.BYTES);
            if (slot < Tile.FULL - 1) {
                return;
            }
            index /= Tile.FULL;
            full.put(new Tile(level, index, Tile.FULL).path(), tile.clone());
            hasher.root(tile, 0, Tile.FULL).copyTo(hash, 0);
        }
    }

    /** Adds the partial tile of each level, by its path. */
    void addPartials(Map<String, byte[]> resources) {
        for (int level = 0; level < levels.size(); level++) {
            int width = width(level);
            if (width > 0) {
                long index = (size >>> (Tile.HEIGHT * level)) / Tile.FULL;
                resources.put(
                        new Tile(level, index, width).path(), Arrays.copyOf(levels.get(level), width * Hash.BYTES));
            }
        }
    }

    /** The root of the tree. */
    Hash root() {
        Hash root = null;
        for (int level = 0; level < levels.size(); level++) {
            byte[] tile = levels.get(level).clone();
            int end = width(level);
            // From the right: the smallest subtree first, each larger one to its left.
            for (int bit = 0; bit < Tile.HEIGHT; bit++) {
                int count = 1 << bit;
                if ((end & count) != 0) {
                    end -= count;
                    Hash peak = hasher.root(tile, end * Hash.BYTES, count);
                    root = root == null ? peak : Hash.ofNode(peak, root);
                }
            }
        }
        return root == null ? Hash.OF_EMPTY_TREE : root;
    }

    /** Whether the partial tile of level 0 is the same as that of another tree. */
    boolean endsLike(RightEdge other) {
        int end = width(0) * Hash.BYTES;
        return other.width(0) == width(0)
                && (end == 0 || Arrays.equals(levels.getFirst(), 0, end, other.levels.getFirst(), 0, end));
    }

    private int width(int level) {
        return (int) ((size >>> (Tile.HEIGHT * level)) % Tile.FULL);
    }
}
