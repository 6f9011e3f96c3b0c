package dev.sekisho.server.exchange;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A file of comma-separated values (RFC 4180) in UTF-8, with the mark by which spreadsheets know that it is UTF-8.
 * Formulas are made harmless.
 */
final class CsvSheet implements Sheet {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Writer out;

    CsvSheet(OutputStream out) throws IOException {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.out.write(BYTE_ORDER_MARK);
    }

    @Override
    public void row(List<String> cells) throws IOException {
        String separator = "";
        for (String cell : cells) {
            out.write(separator);
            writeCell(CellText.harmless(cell));
            separator = ",";
        }
        out.write("\r\n");
    }

    private void writeCell(String text) throws IOException {
        boolean quoted = text.chars().anyMatch(sign -> sign == ',' || sign == '"' || sign == '\n' || sign == '\r');
        out.write(quoted ? "\"" + text.replace("\"", "\"\"") + "\"" : text);
    }

    @Override
    public void complete() throws IOException {
        out.flush();
    }

    /** The stream belongs to the caller; what was not completed is not written. */
    @Override
    public void close() {}
}
