package dev.sekisho.ledger.tree;

import java.util.List;

/**
 * Proof that an entry is in a tree (RFC 9162, section 2.1.3).
 *
 * @param index place of the entry, from 0
 * @param size entries in the tree
 * @param path hashes beside the way from the entry up to the root
 */
public record InclusionProof(long index, long size, List<Hash> path) {
    /** No tree of 64-bit size is higher. */
    public static final int LONGEST_PATH = 63;

    public InclusionProof {
        path = List.copyOf(path);
        if (index < 0 || size < 0) {
            throw new IllegalArgumentException(
                    "index and size must not be negative, but are " + index + " and " + size);
        }
    }

    /** Whether the entry with this hash is where the proof says, in the tree with this root. */
    public boolean holds(Hash entry, Hash root) {
        if (index >= size) {
            return false;
        }
        long place = index;
        long last = size - 1;
        Hash hash = entry;
        for (Hash beside : path) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                hash = Hash.ofNode(beside, hash);
                while ((place & 1) == 0 && place != 0) {
                    place >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = Hash.ofNode(hash, beside);
            }
            place >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
