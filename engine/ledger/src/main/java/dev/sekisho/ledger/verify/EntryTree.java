package dev.sekisho.ledger.verify;

import dev.sekisho.ledger.tile.EntryBundle;
import dev.sekisho.ledger.tile.ResourceSource;
import dev.sekisho.ledger.tile.Tile;
import dev.sekisho.ledger.tree.Hash;
import dev.sekisho.ledger.tree.NodeSource;
import dev.sekisho.ledger.tree.TreeHasher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The tree as the entries of an export make it, whatever the export's hashes say. Reads the bundles in order up to the first
 * that is not whole, on as many threads as there are processors, and keeps 32 bytes for each.
 *
 * <p>Not safe for use by several threads.
 */
final class EntryTree implements NodeSource {
    /** Bundles that a thread reads at a time. */
    private static final int CHUNK = 128;

    /** More threads would wait for the disk. */
    private static final int MOST_THREADS = 16;

    private final BundleReader bundles;
    private final TreeHasher hasher = new TreeHasher();
    private byte[] roots = new byte[CHUNK * Hash.BYTES];
    private int complete;
    private long count;
    private final List<Misfit.Surplus> surplus = new ArrayList<>();
    private final List<HashDifference> differences = new ArrayList<>();
    private long cachedBundle = -1;
    private byte[] cachedHashes = new byte[0];

    private EntryTree(BundleReader bundles) {
        this.bundles = bundles;
    }

    /**
     * Reads the entries.
     *
     * @param largest no entry from here on is read: the largest size that any checkpoint covers
     * @param hashed the export should have tiles of hashes for this size
     */
    static EntryTree read(ResourceSource export, long largest, long hashed) throws IOException {
        EntryTree tree = new EntryTree(new BundleReader(export, largest));
        long bundles = largest / Tile.FULL + (largest % Tile.FULL == 0 ? 0 : 1);
        if (bundles <= CHUNK) {
            tree.add(EntryChunk.read(tree.bundles, export, 0, bundles, hashed));
        } else {
            tree.readInParallel(export, bundles, hashed);
        }
        return tree;
    }

    private void readInParallel(ResourceSource export, long last, long hashed) throws IOException {
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_THREADS);
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("ledger-verify-", 0).daemon().factory())) {
            long next = 0;
            boolean whole = true;
            while (whole && next < last) {
                List<Future<EntryChunk>> chunks = new ArrayList<>();
                for (int i = 0; i < threads && next < last; i++) {
                    long first = next;
                    long end = Math.min(last, first + CHUNK);
                    chunks.add(pool.submit(() -> EntryChunk.read(bundles, export, first, end, hashed)));
                    next = end;
                }
                for (Future<EntryChunk> chunk : chunks) {
                    // What follows a gap is nobody's tree.
                    whole = whole && add(await(chunk));
                }
            }
        }
    }

    private static EntryChunk await(Future<EntryChunk> chunk) throws IOException {
        try {
            return chunk.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading the export", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("reading the export failed", e.getCause());
        }
    }

    /** Adds a chunk; false where the entries end in it. */
    private boolean add(EntryChunk chunk) {
        int length = (complete + chunk.roots().size()) * Hash.BYTES;
        if (roots.length < length) {
            roots = Arrays.copyOf(roots, Math.max(length, 2 * roots.length));
        }
        for (Hash root : chunk.roots()) {
            root.copyTo(roots, complete++ * Hash.BYTES);
        }
        count += chunk.entries();
        surplus.addAll(chunk.surplus());
        differences.addAll(chunk.differences());
        return chunk.whole();
    }

    /** Entries from the start without a gap. */
    long count() {
        return count;
    }

    /** Bundles with more than their names say. */
    List<Misfit.Surplus> surplus() {
        return surplus;
    }

    /** Where the export's tiles of level 0 and its entries differ, or tiles are missing, the first first. */
    List<HashDifference> differences() {
        return differences;
    }

    /** Whether there are entries behind the first gap. */
    boolean goesOnAfterGap() throws IOException {
        return bundles.read(complete + 1L).isPresent();
    }

    @Override
    public Optional<Hash> node(int height, long index) throws IOException {
        if (height >= Tile.HEIGHT) {
            long bundlesBelow = 1L << (height - Tile.HEIGHT);
            long first = index * bundlesBelow;
            if (first + bundlesBelow > complete) {
                return Optional.empty();
            }
            int from = (int) first * Hash.BYTES;
            byte[] below = Arrays.copyOfRange(roots, from, from + (int) bundlesBelow * Hash.BYTES);
            return Optional.of(hasher.root(below, 0, (int) bundlesBelow));
        }
        long start = index << height;
        byte[] hashes = hashesOfBundle(start / Tile.FULL);
        int from = (int) (start % Tile.FULL) * Hash.BYTES;
        int end = from + (1 << height) * Hash.BYTES;
        return end > hashes.length
                ? Optional.empty()
                : Optional.of(hasher.root(Arrays.copyOfRange(hashes, from, end), 0, 1 << height));
    }

    private byte[] hashesOfBundle(long bundle) throws IOException {
        if (bundle > complete) {
            return new byte[0];
        }
        if (bundle != cachedBundle) {
            Optional<EntryBundle> read = bundles.read(bundle).map(BundleReader.Found::bundle);
            int size = read.map(EntryBundle::size).orElse(0);
            byte[] hashes = new byte[size * Hash.BYTES];
            for (int i = 0; i < size; i++) {
                read.get().hash(i, hasher, hashes, i * Hash.BYTES);
            }
            cachedHashes = hashes;
            cachedBundle = bundle;
        }
        return cachedHashes;
    }
}
