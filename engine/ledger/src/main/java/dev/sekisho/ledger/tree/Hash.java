package dev.sekisho.ledger.tree;

import dev.sekisho.ledger.Parsed;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/** A SHA-256 hash: of an entry, a subtree, a whole tree, or a field with its salt. Does not change. */
public final class Hash {
    /** Bytes of a hash. */
    public static final int BYTES = 32;

    /** The root of the tree without entries (RFC 6962, section 2.1): the hash of no bytes. */
    public static final Hash OF_EMPTY_TREE = new Hash(TreeHasher.newDigest().digest());

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash that these 32 bytes are. */
    public static Hash of(byte[] bytes) {
        return at(bytes, 0, bytes.length);
    }

    /** The hash at a place in an array. */
    static Hash at(byte[] bytes, int offset, int length) {
        if (length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, but this one has " + length);
        }
        return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
    }

    /** The hash number {@code index} in an array of hashes one after the other. */
    public static Hash at(byte[] hashes, int index) {
        return at(hashes, index * BYTES, BYTES);
    }

    /** The hash of an entry with these bytes. */
    public static Hash ofEntry(byte[] entry) {
        byte[] hash = new byte[BYTES];
        new TreeHasher().entry(entry, 0, entry.length, hash, 0);
        return new Hash(hash);
    }

    /** The hash of a node with these two children. */
    public static Hash ofNode(Hash left, Hash right) {
        byte[] hash = new byte[BYTES];
        new TreeHasher().node(left.bytes, 0, right.bytes, 0, hash, 0);
        return new Hash(hash);
    }

    /** Reads a hash in Base64, as checkpoints and proofs hold it. */
    public static Parsed<Hash> parse(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // Only one spelling of a hash is taken, so that equal documents have equal bytes.
            if (bytes.length == BYTES
                    && Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return Parsed.value(new Hash(bytes));
            }
        } catch (IllegalArgumentException e) {
            // Falls through: no Base64.
        }
        return Parsed.fault("expected 32 bytes in Base64 as a hash, but got \"" + text + "\"");
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Writes the bytes to a place in an array. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && MessageDigest.isEqual(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The hash in Base64. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
