package dev.sekisho.ledger.tree;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes entries and nodes as RFC 6962, section 2.1 says: a byte 0 before an entry, a byte 1 before the hashes of two
 * children, so that no entry can pass for a node. Works in arrays, without an object for a hash.
 *
 * <p>Not safe for use by several threads.
 */
public final class TreeHasher {
    private static final byte ENTRY = 0;
    private static final byte NODE = 1;

    private final MessageDigest digest = newDigest();

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Hashes an entry into {@code target}. */
    public void entry(byte[] bytes, int offset, int length, byte[] target, int targetOffset) {
        digest.update(ENTRY);
        digest.update(bytes, offset, length);
        finish(target, targetOffset);
    }

    /** Hashes a node into {@code target}, which may be where one of its children is. */
    public void node(byte[] left, int leftOffset, byte[] right, int rightOffset, byte[] target, int targetOffset) {
        digest.update(NODE);
        digest.update(left, leftOffset, Hash.BYTES);
        digest.update(right, rightOffset, Hash.BYTES);
        finish(target, targetOffset);
    }

    /**
     * The root over hashes that stand one after the other. The array is used up.
     *
     * @param count how many, at least one
     */
    public Hash root(byte[] hashes, int offset, int count) {
        int width = count;
        while (width > 1) {
            for (int i = 0; i + 1 < width; i += 2) {
                int left = offset + i * Hash.BYTES;
                node(hashes, left, hashes, left + Hash.BYTES, hashes, offset + i / 2 * Hash.BYTES);
            }
            if (width % 2 != 0) {
                // A node without a neighbour rises as it is: the tree of RFC 6962 splits at powers of two.
                System.arraycopy(
                        hashes, offset + (width - 1) * Hash.BYTES, hashes, offset + width / 2 * Hash.BYTES, Hash.BYTES);
            }
            width = (width + 1) / 2;
        }
        return Hash.at(hashes, offset, Hash.BYTES);
    }

    private void finish(byte[] target, int offset) {
        try {
            digest.digest(target, offset, Hash.BYTES);
        } catch (DigestException e) {
            throw new IllegalArgumentException("no room for a hash at byte " + offset + " of " + target.length, e);
        }
    }
}
