package dev.sekisho.server.database;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to see of a list.
 *
 * @param search words to look for, empty for all rows
 * @param filters column to value
 * @param sort the column by which it is sorted, empty for the list's own order
 * @param descending whether the greatest comes first
 * @param cursor where the page begins, null for the beginning
 * @param size rows per page
 */
public record ListQuery(
        String search,
        Map<String, String> filters,
        String sort,
        boolean descending,
        @Nullable Cursor cursor,
        int size) {
    /** Rows of a page on the screen. */
    public static final int PAGE = 50;

    /** The most rows that one page of the API holds. */
    public static final int LARGEST_PAGE = 500;

    private static final int LONGEST_SEARCH = 200;

    public ListQuery {
        if (search.length() > LONGEST_SEARCH) {
            throw new InvalidListQuery(
                    "a search has at most " + LONGEST_SEARCH + " characters, but has " + search.length());
        }
        if (size < 1 || size > LARGEST_PAGE) {
            throw new InvalidListQuery("a page has 1 to " + LARGEST_PAGE + " rows, but " + size + " were asked for");
        }
        if (search.indexOf('\0') >= 0 || filters.values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw new InvalidListQuery("the character U+0000 cannot be searched for");
        }
        filters = Map.copyOf(filters);
    }

    /** Everything, from the beginning. */
    public static ListQuery all() {
        return new ListQuery("", Map.of(), "", false, null, PAGE);
    }

    public ListQuery with(String column, String value) {
        Map<String, String> more = new LinkedHashMap<>(filters);
        more.put(column, value);
        return new ListQuery(search, more, sort, descending, cursor, size);
    }

    /** The same with the greatest of a column first, unless another order is asked for. */
    public ListQuery greatestFirstBy(String column) {
        return sort.isEmpty() ? new ListQuery(search, filters, column, true, cursor, size) : this;
    }

    public ListQuery from(@Nullable Cursor place) {
        return new ListQuery(search, filters, sort, descending, place, size);
    }
}
