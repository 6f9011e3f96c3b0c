package dev.sekisho.server.console;

import dev.sekisho.server.database.Slice;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list as the API gives it.
 *
 * @param items the rows
 * @param next the {@code cursor} of the page behind this one, null at the end
 * @param previous the {@code cursor} of the page before this one, null at the beginning
 */
public record ApiPage<T>(
        List<T> items, @Nullable String next, @Nullable String previous) {
    public ApiPage {
        items = List.copyOf(items);
    }

    public static <R, T> ApiPage<T> of(Slice<R> slice, Function<R, T> item) {
        return new ApiPage<>(
                slice.rows().stream().map(item).toList(),
                slice.next() == null ? null : slice.next().text(),
                slice.previous() == null ? null : slice.previous().text());
    }
}
