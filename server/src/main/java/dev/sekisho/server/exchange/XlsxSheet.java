package dev.sekisho.server.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A workbook in the format of ISO/IEC 29500. Every cell is a text and stays one: what looks like a formula is marked as
 * text, so that it does not become one when somebody edits it. Rows go out as they come; beyond the last row that a
 * worksheet can hold a further worksheet goes on.
 */
final class XlsxSheet implements Sheet {
    private static final int MOST_ROWS = 1_048_576;
    private static final int LONGEST_TEXT = 32_767;
    private static final int LONGEST_NAME = 31;
    private static final int ROWS_MEASURED = 200;
    private static final int ROWS_AT_ONCE = 500;
    private static final int NARROWEST = 8;
    private static final int WIDEST = 60;
    private static final String AS_TEXT = "@";

    private final Workbook workbook;
    private final String name;
    private final List<List<String>> held = new ArrayList<>();
    private List<String> headings = List.of();
    private int[] widths = {};
    private @Nullable Worksheet worksheet;
    private int worksheets;
    private int nextRow;

    XlsxSheet(OutputStream out, String title) {
        this.workbook = new Workbook(out, "Sekisho", "1.0");
        this.name = worksheetName(title);
    }

    private static String worksheetName(String title) {
        String allowed = title.replaceAll("[\\[\\]*?/\\\\:'\\p{Cntrl}]", " ").strip();
        return allowed.substring(0, Math.min(allowed.length(), LONGEST_NAME - 4));
    }

    @Override
    public void row(List<String> cells) throws IOException {
        if (worksheet != null) {
            write(cells);
            return;
        }
        held.add(List.copyOf(cells));
        if (held.size() > ROWS_MEASURED) {
            writeHeld();
        }
    }

    private void writeHeld() throws IOException {
        if (worksheet != null || held.isEmpty()) {
            return;
        }
        headings = held.removeFirst();
        widths = widths();
        begin();
        for (List<String> row : held) {
            write(row);
        }
        held.clear();
    }

    private int[] widths() {
        int[] measured = new int[headings.size()];
        for (int column = 0; column < measured.length; column++) {
            int widest = width(headings.get(column)) + 2;
            for (List<String> row : held) {
                widest = Math.max(widest, width(row.get(column)));
            }
            measured[column] = Math.clamp(widest + 1L, NARROWEST, WIDEST);
        }
        return measured;
    }

    /** In digits of the standard font; what is wider than Latin letters takes two. */
    private static int width(String text) {
        return text.codePoints().map(sign -> sign < 0x1100 ? 1 : 2).sum();
    }

    private void begin() {
        worksheets++;
        Worksheet begun = workbook.newWorksheet(worksheets == 1 ? name : name + " " + worksheets);
        begun.setVisibilityState(VisibilityState.VISIBLE);
        begun.freezePane(0, 1);
        for (int column = 0; column < headings.size(); column++) {
            begun.width(column, widths[column]);
            begun.inlineString(0, column, cut(headings.get(column)));
            begun.style(0, column).bold().fillColor("E9EFF4").set();
        }
        worksheet = begun;
        nextRow = 1;
    }

    private void write(List<String> cells) throws IOException {
        if (nextRow == MOST_ROWS) {
            end();
            begin();
        }
        Worksheet target = current();
        for (int column = 0; column < cells.size(); column++) {
            String text = cut(cells.get(column));
            if (text.isEmpty()) {
                continue;
            }
            target.inlineString(nextRow, column, text);
            if (CellText.isHarmful(text)) {
                target.style(nextRow, column).format(AS_TEXT).set();
            }
        }
        nextRow++;
        if (nextRow % ROWS_AT_ONCE == 0) {
            target.flush();
        }
    }

    private void end() throws IOException {
        current().setAutoFilter(0, 0, nextRow - 1, headings.size() - 1);
        current().finish();
    }

    private Worksheet current() {
        if (worksheet == null) {
            throw new IllegalStateException("the heading comes before any row");
        }
        return worksheet;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    @Override
    public void complete() throws IOException {
        writeHeld();
        if (worksheet == null) {
            workbook.newWorksheet(name);
        } else {
            end();
        }
        workbook.finish();
    }

    /** The library holds nothing but memory; its own closing would complete the file. */
    @Override
    public void close() {
        held.clear();
    }
}
