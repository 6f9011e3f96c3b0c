package dev.sekisho.ledger.tile;

import java.io.IOException;
import java.util.Optional;

/** Named resources of a log, by their tlog-tiles path ({@code checkpoint}, {@code tile/0/000}), from wherever they are kept. */
@FunctionalInterface
public interface ResourceSource {
    /**
     * The bytes of a resource.
     *
     * @param mostBytes no more are read: what is longer counts as {@code mostBytes + 1} bytes, which no reader takes
     * @return empty if there is none
     * @throws IOException if it cannot be read
     */
    Optional<byte[]> read(String path, int mostBytes) throws IOException;
}
