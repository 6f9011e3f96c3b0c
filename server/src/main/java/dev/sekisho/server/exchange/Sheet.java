package dev.sekisho.server.exchange;

import java.io.IOException;
import java.util.List;

/**
 * A list on its way into a file, row by row. Only {@link #complete} makes a whole file; closing alone lets go of what is
 * held, so that a list that breaks off is not taken for one that ended.
 */
public interface Sheet extends AutoCloseable {
    /**
     * Adds a row of texts; the first row is the heading.
     *
     * @throws SheetTooLong if the format does not take so many rows
     */
    void row(List<String> cells) throws IOException;

    /** Writes what is still held back. Nothing can be added afterwards. */
    void complete() throws IOException;

    @Override
    void close() throws IOException;
}
