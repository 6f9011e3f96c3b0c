package dev.sekisho.ledger.tree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Merkle tree of a certain size whose whole subtrees a {@link NodeSource} knows: its root and its proofs, made as RFC
 * 6962, section 2.1 defines them.
 *
 * <p>As safe between threads as its source.
 */
public final class MerkleTree {
    private final NodeSource source;
    private final long size;

    /**
     * @param source knows every whole subtree below {@code size}
     * @param size entries in the tree
     */
    public MerkleTree(NodeSource source, long size) {
        if (size < 0) {
            throw new IllegalArgumentException("the size of a tree must not be negative, but is " + size);
        }
        this.source = source;
        this.size = size;
    }

    /** Entries in the tree. */
    public long size() {
        return size;
    }

    /** The root. */
    public Hash root() throws IOException {
        return root(size);
    }

    /** The root that the tree had when it had {@code earlier} entries. */
    public Hash root(long earlier) throws IOException {
        check(earlier);
        return earlier == 0 ? Hash.OF_EMPTY_TREE : known(0, earlier);
    }

    /** The hash over the entries from {@code start} to {@code end}; empty where the source does not know a part of it. */
    public static Optional<Hash> range(NodeSource source, long start, long end) throws IOException {
        long count = end - start;
        if (Long.bitCount(count) == 1) {
            int height = Long.numberOfTrailingZeros(count);
            return source.node(height, start >> height);
        }
        long middle = start + splitOf(count);
        Optional<Hash> left = range(source, start, middle);
        if (left.isEmpty()) {
            return left;
        }
        return range(source, middle, end).map(right -> Hash.ofNode(left.get(), right));
    }

    /** The largest power of two that is smaller than {@code count}: where a tree of more than one entry is split. */
    public static long splitOf(long count) {
        return Long.highestOneBit(count - 1);
    }

    /**
     * Proof that an entry is in the tree of {@code earlier} entries.
     *
     * @throws IllegalArgumentException if there is no such entry in it
     */
    public InclusionProof inclusion(long index, long earlier) throws IOException {
        check(earlier);
        if (index < 0 || index >= earlier) {
            throw new IllegalArgumentException("a tree of " + earlier + " entries has no entry " + index);
        }
        List<Hash> path = new ArrayList<>();
        long start = 0;
        long end = earlier;
        while (end - start > 1) {
            long middle = start + splitOf(end - start);
            if (index < middle) {
                path.addFirst(known(middle, end));
                end = middle;
            } else {
                path.addFirst(known(start, middle));
                start = middle;
            }
        }
        return new InclusionProof(index, earlier, path);
    }

    /** Proof that the tree of {@code to} entries begins with that of {@code from} entries. */
    public ConsistencyProof consistency(long from, long to) throws IOException {
        check(to);
        if (from < 0 || from > to) {
            throw new IllegalArgumentException("a tree of " + to + " entries does not begin with one of " + from);
        }
        List<Hash> path = new ArrayList<>();
        if (from > 0 && from < to) {
            long start = 0;
            long end = to;
            boolean whole = true;
            // Down to where the earlier tree ends between two subtrees.
            while (from != end) {
                long middle = start + splitOf(end - start);
                if (from <= middle) {
                    path.addFirst(known(middle, end));
                    end = middle;
                } else {
                    path.addFirst(known(start, middle));
                    start = middle;
                    whole = false;
                }
            }
            if (!whole) {
                path.addFirst(known(start, end));
            }
        }
        return new ConsistencyProof(from, to, path);
    }

    private Hash known(long start, long end) throws IOException {
        return range(source, start, end)
                .orElseThrow(() -> new IOException(
                        "the hashes over the entries from " + start + " to " + end + " are missing or cut short"));
    }

    private void check(long earlier) {
        if (earlier < 0 || earlier > size) {
            throw new IllegalArgumentException("a tree of " + size + " entries had no size " + earlier);
        }
    }
}
