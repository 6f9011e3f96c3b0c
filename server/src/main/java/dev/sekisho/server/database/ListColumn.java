package dev.sekisho.server.database;

import org.jspecify.annotations.Nullable;

/**
 * A column of a list as the database sees it.
 *
 * @param key its name in addresses and in the API
 * @param sql the expression; never null in any row if {@code sortable}
 * @param type what it is cast to where a list goes on behind a value
 * @param sortable whether a list may be in its order
 * @param searched whether the search looks into it
 * @param condition what a filter on it means, with {@code :value} for what is asked, a text; null: no filter
 */
public record ListColumn(
        String key,
        String sql,
        String type,
        boolean sortable,
        boolean searched,
        @Nullable String condition) {

    /** A text that is searched, and in whose order the list may be. */
    public static ListColumn text(String key, String sql) {
        return new ListColumn(key, sql, "text", true, true, null);
    }

    /** A column of type {@code date} or {@code timestamptz}. */
    public static ListColumn time(String key, String sql, String type) {
        return new ListColumn(key, sql, type, true, false, null);
    }

    /** One of a few values. */
    public static ListColumn choice(String key, String sql) {
        return new ListColumn(key, sql, "text", true, false, sql + " = :value");
    }

    /** Something that is shown and not asked for. */
    public static ListColumn shown(String key, String sql) {
        return new ListColumn(key, sql, "text", false, false, null);
    }

    /** The same with a filter. */
    public ListColumn filteredBy(String filter) {
        return new ListColumn(key, sql, type, sortable, searched, filter);
    }
}
