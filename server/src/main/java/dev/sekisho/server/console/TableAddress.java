package dev.sekisho.server.console;

import dev.sekisho.server.database.Cursor;
import dev.sekisho.server.database.ListQuery;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The addresses that lead from one view of a table to another. What is searched and filtered stays. */
public final class TableAddress {
    private final String path;
    private final ListQuery query;

    TableAddress(String path, ListQuery query) {
        this.path = path;
        this.query = query;
    }

    public String path() {
        return path;
    }

    /** This view, at its first page. */
    public String here() {
        return build(path, query.sort(), query.descending(), null);
    }

    /** The page at a place. */
    public String at(Cursor cursor) {
        return build(path, query.sort(), query.descending(), cursor);
    }

    String sortedBy(String column, boolean descending) {
        return build(path, column, descending, null);
    }

    /** The file with all rows of this view, in a format named by its ending. */
    public String export(String format) {
        return build(path + "/export." + format, query.sort(), query.descending(), null);
    }

    private String build(String to, String sort, boolean descending, @Nullable Cursor cursor) {
        UriComponentsBuilder builder = UriComponentsBuilder.fromPath(to);
        Map<String, Object> values = new TreeMap<>();
        if (!query.search().isEmpty()) {
            builder.queryParam("q", "{q}");
            values.put("q", query.search());
        }
        new TreeMap<>(query.filters()).forEach((column, value) -> {
            builder.queryParam(ListQueryReader.FILTER + column, "{filter_" + column + "}");
            values.put("filter_" + column, value);
        });
        if (!sort.isEmpty()) {
            builder.queryParam("sort", (descending ? "-" : "") + sort);
        }
        if (cursor != null) {
            builder.queryParam("cursor", cursor.text());
        }
        return builder.encode().buildAndExpand(values).toUriString();
    }
}
