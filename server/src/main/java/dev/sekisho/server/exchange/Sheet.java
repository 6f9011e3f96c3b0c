package dev.sekisho.server.exchange;

import java.io.IOException;
import java.util.List;

/** A list on its way into a file, row by row. Closing it completes the file. */
public interface Sheet extends AutoCloseable {
    /** Adds a row of texts; the first row is the heading. */
    void row(List<String> cells) throws IOException;

    @Override
    void close() throws IOException;
}
