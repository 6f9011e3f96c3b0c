/**
 * An append-only log of evidence as a Merkle tree, and its verifier that needs nothing but files.
 *
 * <p>Formats are those of the field: hashing and proofs of RFC 6962 and RFC 9162, and of C2SP (c2sp.org) tlog-tiles,
 * signed-note, tlog-checkpoint, tlog-cosignature and tlog-proof. What is the project's own, the content of an entry and the
 * opening of its fields, has a version in its first bytes.
 *
 * <p>What is promised:
 *
 * <ul>
 *   <li>a checkpoint is signed only when all that it covers is stored for good, and only when it continues every checkpoint
 *       signed before;
 *   <li>with a checkpoint that was kept elsewhere, every entry below it that was altered, removed, moved or cut off is
 *       found;
 *   <li>nothing read from outside makes a parser throw: what cannot be understood is a {@link
 *       dev.sekisho.ledger.Parsed.Fault}.
 * </ul>
 *
 * <p>What is not: that an entry was true when it was recorded, and that nothing was left out of the record.
 */
@NullMarked
package dev.sekisho.ledger;

import org.jspecify.annotations.NullMarked;
