package dev.sekisho.server.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list, and where those before and behind it begin; null where there is none. */
public record Slice<R>(
        List<R> rows, @Nullable Cursor previous, @Nullable Cursor next) {
    public Slice {
        rows = List.copyOf(rows);
    }
}
