package dev.sekisho.server.exchange;

import dev.sekisho.server.exchange.UnreadableSheet.Cause;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads the rows of a worksheet. */
final class WorksheetReader {
    private static final int LONGEST_NUMBER = 64;
    private static final int LARGEST_EXPONENT = 300;

    private final SheetXml xml;
    private final List<String> shared;
    private final SheetReader.Sink sink;
    private int row;
    private int column;
    private List<String> cells = new ArrayList<>();
    private String formula = "";

    WorksheetReader(SheetXml xml, List<String> shared, SheetReader.Sink sink) {
        this.xml = xml;
        this.shared = shared;
        this.sink = sink;
    }

    void read() throws UnreadableSheet {
        while (xml.next()) {
            if (xml.begins("row")) {
                beginRow();
            } else if (xml.begins("c")) {
                readCell();
            } else if (xml.ends("row")) {
                endRow();
            }
        }
    }

    private void beginRow() throws UnreadableSheet {
        String given = xml.attribute("r");
        row = given.isEmpty() ? row + 1 : number(given);
        if (row < 1 || row > SheetReader.MOST_ROWS) {
            throw tooFar(given);
        }
        column = 0;
        cells = new ArrayList<>();
        formula = "";
    }

    private static int number(String digits) {
        return digits.matches("[0-9]{1,8}") ? Integer.parseInt(digits) : -1;
    }

    private static UnreadableSheet tooFar(String place) {
        return new UnreadableSheet(
                Cause.TOO_FAR,
                place.length() > 20 ? place.substring(0, 20) + "…" : place,
                SheetReader.MOST_ROWS,
                SheetReader.MOST_COLUMNS);
    }

    private void endRow() {
        if (cells.stream().anyMatch(text -> !text.isBlank()) || !formula.isEmpty()) {
            sink.row(new SheetRow(row, cells, formula));
        }
        cells = new ArrayList<>();
        formula = "";
    }

    private void readCell() throws UnreadableSheet {
        String place = xml.attribute("r");
        column = place.isEmpty() ? column + 1 : column(place);
        if (column < 1 || column > SheetReader.MOST_COLUMNS) {
            throw tooFar(place.isEmpty() ? Integer.toString(column) : place);
        }
        String kind = xml.attribute("t");
        String value = "";
        boolean computed = kind.equals("e");
        while (xml.next() && !xml.ends("c")) {
            if (xml.begins("f")) {
                computed = true;
                xml.text();
            } else if (xml.begins("v")) {
                value = xml.text();
            } else if (xml.begins("is")) {
                value = xml.textsWithin("is");
            }
        }
        if (computed && formula.isEmpty()) {
            formula = place.isEmpty() ? Integer.toString(column) : place;
        }
        while (cells.size() < column) {
            cells.add("");
        }
        cells.set(column - 1, computed ? "" : text(kind, value));
    }

    /** The column of a place such as {@code B3}, from 1; -1 if there is none so far to the right. */
    private static int column(String place) {
        int column = 0;
        for (int i = 0; i < place.length() && column <= SheetReader.MOST_COLUMNS; i++) {
            char sign = place.charAt(i);
            if (sign < 'A' || sign > 'Z') {
                break;
            }
            column = column * 26 + sign - 'A' + 1;
        }
        return column == 0 || column > SheetReader.MOST_COLUMNS ? -1 : column;
    }

    private String text(String kind, String value) throws UnreadableSheet {
        return switch (kind) {
            case "s" -> {
                int place = number(value.strip());
                if (place < 0 || place >= shared.size()) {
                    throw new UnreadableSheet(Cause.BROKEN, "xl/sharedStrings.xml");
                }
                yield shared.get(place);
            }
            case "inlineStr", "str", "d" -> value;
            case "b" -> value.strip().equals("1") ? "TRUE" : "FALSE";
            default -> numeral(value.strip());
        };
    }

    /** A number as a person writes it: spreadsheets keep 10 as 1E1. */
    private static String numeral(String value) {
        if (value.length() > LONGEST_NUMBER || !value.matches("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,3})?")) {
            return value;
        }
        BigDecimal number = new BigDecimal(value).stripTrailingZeros();
        return Math.abs(number.scale()) > LARGEST_EXPONENT ? value : number.toPlainString();
    }
}
