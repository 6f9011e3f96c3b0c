package dev.sekisho.server.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list as a document to be printed: upright, or across where its columns need the width. */
final class PdfSheet implements Sheet {
    /** Some hundred pages; nobody prints more, and a document is put together before it is sent. */
    static final int MOST_ROWS = 10_000;

    private static final int ROWS_MEASURED = 200;

    private final OutputStream out;
    private final DocumentHeading heading;
    private final List<List<String>> held = new ArrayList<>();
    private @Nullable PdfReport report;
    private @Nullable PdfTable table;
    private int rows = -1;

    PdfSheet(OutputStream out, DocumentHeading heading) {
        this.out = out;
        this.heading = heading;
    }

    @Override
    public void row(List<String> cells) throws IOException {
        rows++;
        if (rows > MOST_ROWS) {
            throw new SheetTooLong(MOST_ROWS);
        }
        if (table != null) {
            table.row(cells);
            return;
        }
        held.add(List.copyOf(cells));
        if (held.size() > ROWS_MEASURED) {
            begin();
        }
    }

    private PdfReport begin() throws IOException {
        if (report != null) {
            return report;
        }
        List<String> headings = held.isEmpty() ? List.of("") : held.removeFirst();
        PdfReport begun = PdfReport.forTable(out, heading, headings, held);
        report = begun;
        PdfTable begunTable = begun.beginTable(headings, held);
        for (List<String> row : held) {
            begunTable.row(row);
        }
        table = begunTable;
        held.clear();
        return begun;
    }

    @Override
    public void complete() throws IOException {
        begin().complete();
    }

    @Override
    public void close() throws IOException {
        if (report != null) {
            report.close();
        }
    }
}
