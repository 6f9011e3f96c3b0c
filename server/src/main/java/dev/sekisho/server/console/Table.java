package dev.sekisho.server.console;

import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.exchange.Sheet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one table component: any list of any room, with search, filters, order, choice of columns, pages and export. The
 * name of a column is the text {@code KEY.column.COLUMN}.
 *
 * @param <R> a row
 */
public final class Table<R> {
    private final String key;
    private final String path;
    private final ListStatement<R> statement;
    private final List<Column<R>> columns;

    /** Takes a name that is the same for ever, since choices are remembered under it, and the address of the page. */
    public Table(String key, String path, ListStatement<R> statement, List<Column<R>> columns) {
        this.key = key;
        this.path = path;
        this.statement = statement;
        this.columns = List.copyOf(columns);
    }

    public String key() {
        return key;
    }

    /** The table with one page of its rows, ready for the template. */
    public TableView view(PageContext page, ListQuery query, Slice<R> slice, int count, Set<String> chosen) {
        TableAddress address = new TableAddress(path, query);
        List<Column<R>> seen = seen(chosen);
        List<TableView.Heading> headings = seen.stream()
                .map(column -> heading(page, query, address, column))
                .toList();
        List<List<Cell>> rows =
                slice.rows().stream().map(row -> cells(page, seen, row)).toList();
        return new TableView(
                key,
                address,
                query,
                headings,
                rows,
                filters(page, query),
                columns.stream()
                        .map(column -> new TableView.Choice(column.key(), label(page, column), seen.contains(column)))
                        .toList(),
                count,
                slice);
    }

    /** Writes all rows that the query finds into a sheet, with all columns that are seen. */
    public void write(PageContext page, Set<String> chosen, Sheet sheet, Consumer<Consumer<R>> rows) {
        List<Column<R>> seen = seen(chosen);
        writeRow(sheet, seen.stream().map(column -> label(page, column)).toList());
        rows.accept(row ->
                writeRow(sheet, cells(page, seen, row).stream().map(Cell::text).toList()));
    }

    private static void writeRow(Sheet sheet, List<String> cells) {
        try {
            sheet.row(cells);
        } catch (IOException e) {
            throw new UncheckedIOException("the export could not be written", e);
        }
    }

    private List<Column<R>> seen(Set<String> chosen) {
        List<Column<R>> seen = columns.stream()
                .filter(column -> chosen.isEmpty() ? column.shownAtFirst() : chosen.contains(column.key()))
                .toList();
        return seen.isEmpty() ? columns : seen;
    }

    private List<Cell> cells(PageContext page, List<Column<R>> seen, R row) {
        return seen.stream().map(column -> column.cell().apply(page, row)).toList();
    }

    private String label(PageContext page, Column<R> column) {
        return page.say(key + ".column." + column.key());
    }

    private TableView.Heading heading(PageContext page, ListQuery query, TableAddress address, Column<R> column) {
        boolean sortable =
                statement.columns().stream().anyMatch(source -> source.key().equals(column.key()) && source.sortable());
        boolean first = statement.columns().getFirst().key().equals(column.key());
        boolean sorted = query.sort().isEmpty() ? first : query.sort().equals(column.key());
        String order = sorted ? (query.descending() ? "descending" : "ascending") : "none";
        String link = sortable ? address.sortedBy(column.key(), sorted && !query.descending()) : "";
        return new TableView.Heading(label(page, column), link, order);
    }

    private List<TableView.Filter> filters(PageContext page, ListQuery query) {
        List<TableView.Filter> filters = new ArrayList<>();
        for (Column<R> column : columns) {
            List<Option> options = column.options().apply(page);
            if (!options.isEmpty()) {
                filters.add(new TableView.Filter(
                        column.key(),
                        label(page, column),
                        options,
                        query.filters().getOrDefault(column.key(), "")));
            }
        }
        return filters;
    }

    /** One of the values by which a column can be filtered. */
    public record Option(String value, String label) {}

    /**
     * A column as it is seen.
     *
     * @param key as in the statement
     * @param shownAtFirst whether it is seen before anybody has chosen
     * @param cell what stands in it
     * @param options the values by which it can be filtered; empty: by none
     */
    public record Column<R>(
            String key,
            boolean shownAtFirst,
            BiFunction<PageContext, R, Cell> cell,
            Function<PageContext, List<Option>> options) {
        public Column(String key, BiFunction<PageContext, R, Cell> cell) {
            this(key, true, cell, page -> List.of());
        }

        /** The same, seen only by those who choose it. */
        public Column<R> hiddenAtFirst() {
            return new Column<>(key, false, cell, options);
        }

        /** The same, filtered by the values of an enum. */
        public Column<R> filteredBy(Enum<?>[] values) {
            return filteredBy(page -> List.of(values).stream()
                    .map(value -> new Option(value.name(), page.text().of(value)))
                    .toList());
        }

        public Column<R> filteredBy(Function<PageContext, List<Option>> values) {
            return new Column<>(key, shownAtFirst, cell, values);
        }
    }
}
