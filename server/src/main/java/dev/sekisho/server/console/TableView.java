package dev.sekisho.server.console;

import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import java.util.List;

/** A table as the template {@code console/table.jte} shows it. */
public record TableView(
        String key,
        TableAddress address,
        ListQuery query,
        List<Heading> headings,
        List<List<Cell>> rows,
        List<Filter> filters,
        List<Choice> choices,
        int count,
        Slice<?> slice) {
    public TableView {
        headings = List.copyOf(headings);
        rows = List.copyOf(rows);
        filters = List.copyOf(filters);
        choices = List.copyOf(choices);
    }

    /** How many rows there are, in words. */
    public String countText(PageContext page) {
        String number = page.text().number(count);
        return page.say(count >= ListStatement.COUNTED ? "table.countAtLeast" : "table.count", number);
    }

    /** Whether a search or a filter narrows the list. */
    public boolean isNarrowed() {
        return !query.search().isEmpty() || !query.filters().isEmpty();
    }

    /** The column's order for addresses, as it was asked for. */
    public String sortParameter() {
        return (query.descending() ? "-" : "") + query.sort();
    }

    /**
     * The heading of a column.
     *
     * @param link the address of the list in this column's order; empty if it has none
     * @param order as of {@code aria-sort}
     */
    public record Heading(String label, String link, String order) {}

    /** A filter, what it offers and what is chosen. */
    public record Filter(String key, String label, List<Table.Option> options, String chosen) {
        public Filter {
            options = List.copyOf(options);
        }
    }

    /** A column that can be shown or hidden. */
    public record Choice(String key, String label, boolean shown) {}
}
