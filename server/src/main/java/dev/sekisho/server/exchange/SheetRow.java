package dev.sekisho.server.exchange;

import java.util.List;

/**
 * A row of a list that came in.
 *
 * @param number its number in the file, from 1
 * @param cells its texts; numbers without exponent, days as the number that the workbook holds
 * @param formula the place of a cell that holds a formula or an error instead of a value, such as {@code C5}; empty if
 *     none does
 */
public record SheetRow(int number, List<String> cells, String formula) {
    public SheetRow {
        cells = List.copyOf(cells);
    }

    /** The text of a column, empty where the row ends before it. */
    public String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }
}
