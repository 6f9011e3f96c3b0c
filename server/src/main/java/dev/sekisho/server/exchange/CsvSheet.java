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
public final class CsvSheet implements Sheet {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Writer out;

    public CsvSheet(OutputStream out) throws IOException {
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
    public void close() throws IOException {
        out.close();
    }
}
