package dev.sekisho.ledger.tree;

import java.io.IOException;
import java.util.Optional;

/** Hashes of whole subtrees, from wherever they are kept. */
@FunctionalInterface
public interface NodeSource {
    /**
     * The hash over the entries from {@code index << height} to {@code (index + 1) << height}, the last not included.
     *
     * @return empty if it is not known here
     * @throws IOException if what keeps it cannot be read
     */
    Optional<Hash> node(int height, long index) throws IOException;
}
