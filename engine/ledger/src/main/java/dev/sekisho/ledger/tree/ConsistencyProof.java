package dev.sekisho.ledger.tree;

import java.util.List;

/**
 * Proof that one tree begins with all entries of an earlier one, in their order (RFC 9162, section 2.1.4).
 *
 * @param from entries in the earlier tree
 * @param to entries in the later tree
 * @param path hashes of the subtrees by which they differ
 */
public record ConsistencyProof(long from, long to, List<Hash> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
        if (from < 0 || to < 0) {
            throw new IllegalArgumentException("sizes must not be negative, but are " + from + " and " + to);
        }
    }

    /** Whether the tree with the later root begins with the one with the earlier root. */
    public boolean holds(Hash earlier, Hash later) {
        if (from > to) {
            return false;
        }
        if (from == to) {
            return path.isEmpty() && earlier.equals(later);
        }
        if (from == 0) {
            return path.isEmpty() && earlier.equals(Hash.OF_EMPTY_TREE);
        }
        return Long.bitCount(from) == 1 ? climb(earlier, 0, earlier, later) : climbFromPath(earlier, later);
    }

    private boolean climbFromPath(Hash earlier, Hash later) {
        return !path.isEmpty() && climb(path.getFirst(), 1, earlier, later);
    }

    /** Builds both roots at once from the subtree that ends where the earlier tree ends. */
    private boolean climb(Hash first, int next, Hash earlier, Hash later) {
        long place = from - 1;
        long last = to - 1;
        while ((place & 1) == 1) {
            place >>>= 1;
            last >>>= 1;
        }
        Hash before = first;
        Hash after = first;
        for (Hash beside : path.subList(next, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                before = Hash.ofNode(beside, before);
                after = Hash.ofNode(beside, after);
                while ((place & 1) == 0 && place != 0) {
                    place >>>= 1;
                    last >>>= 1;
                }
            } else {
                after = Hash.ofNode(after, beside);
            }
            place >>>= 1;
            last >>>= 1;
        }
        return last == 0 && before.equals(earlier) && after.equals(later);
    }
}
