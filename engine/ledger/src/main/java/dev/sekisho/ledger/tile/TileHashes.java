package dev.sekisho.ledger.tile;

import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.tree.NodeSource;
import dev.sekisho.ledger.tree.TreeHasher;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Hashes of subtrees, read from the tiles of a tree of a certain size. What the tiles say is not checked.
 *
 * <p>Keeps the tiles that it read last. Not safe for use by several threads.
 */
public final class TileHashes implements NodeSource {
    private static final int KEPT_TILES = 64;

    private final ResourceSource resources;
    private final long size;
    private final TreeHasher hasher = new TreeHasher();
    private final Map<Tile, byte[]> kept = new LinkedHashMap<>(KEPT_TILES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, byte[]> eldest) {
            return size() > KEPT_TILES;
        }
    };

    /**
     * @param resources where the tiles are
     * @param size entries in the tree whose tiles they are
     */
    public TileHashes(ResourceSource resources, long size) {
        this.resources = resources;
        this.size = size;
    }

    @Override
    public Optional<Hash> node(int height, long index) throws IOException {
        return node(height, index, height / Tile.HEIGHT);
    }

    /**
     * A hash computed from the tiles of a certain level, the one of its height or any below it.
     *
     * @return empty where a tile is missing or has not the right length
     */
    public Optional<Hash> node(int height, long index, int level) throws IOException {
        int above = height - level * Tile.HEIGHT;
        if (above <= Tile.HEIGHT) {
            int count = 1 << above;
            long first = index << above;
            int offset = (int) (first % Tile.FULL) * Hash.BYTES;
            return tile(level, first / Tile.FULL)
                    .filter(hashes -> hashes.length >= offset + count * Hash.BYTES)
                    .map(hashes -> hasher.root(hashes, offset, count));
        }
        Optional<Hash> left = node(height - 1, 2 * index, level);
        Optional<Hash> right = left.isEmpty() ? left : node(height - 1, 2 * index + 1, level);
        return right.map(known -> Hash.ofNode(left.orElseThrow(), known));
    }

    /** A copy of the hashes of a tile, as wide as it is in the tree; empty if it is missing or of another length. */
    public Optional<byte[]> tile(int level, long index) throws IOException {
        int width = Tile.widthIn(level, index, size);
        if (width == 0) {
            return Optional.empty();
        }
        Tile tile = new Tile(level, index, width);
        byte[] known = kept.get(tile);
        if (known == null) {
            Optional<byte[]> read = resources.read(tile.path(), tile.hashBytes());
            if (read.isEmpty() && tile.isPartial()) {
                // A partial tile may be gone once the full one is there.
                read = resources
                        .read(new Tile(level, index, Tile.FULL).path(), Tile.FULL * Hash.BYTES)
                        .filter(bytes -> bytes.length == Tile.FULL * Hash.BYTES)
                        .map(bytes -> Arrays.copyOf(bytes, tile.hashBytes()));
            }
            if (read.isEmpty() || read.get().length != tile.hashBytes()) {
                return Optional.empty();
            }
            known = read.get();
            kept.put(tile, known);
        }
        return Optional.of(known.clone());
    }
}
