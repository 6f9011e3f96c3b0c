/**
 * The Merkle tree of RFC 6962: its hashes, and the proofs that an entry is in a tree and that one tree continues another.
 *
 * <p>Knows neither files nor signatures. Hashes of subtrees come from a {@link dev.sekisho.ledger.tree.NodeSource}.
 */
@NullMarked
package dev.sekisho.ledger.tree;

import org.jspecify.annotations.NullMarked;
