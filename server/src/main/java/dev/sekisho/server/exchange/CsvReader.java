package dev.sekisho.server.exchange;

import dev.sekisho.server.exchange.UnreadableSheet.Cause;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated values (RFC 4180), also those separated by semicolons or tabs, whichever the first row has most
 * of. The text is UTF-8, with or without its mark, or, where it cannot be that, Windows-31J.
 */
final class CsvReader {
    private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String SEPARATORS = ",;\t";
    private static final int LONGEST_FIRST_ROW = 100_000;
    private static final int END = -1;

    private final PushbackReader in;
    private final char separator;
    private final SheetReader.Sink sink;
    private final StringBuilder cell = new StringBuilder();
    private List<String> cells = new ArrayList<>();
    private int row = 1;

    private CsvReader(Reader in, char separator, SheetReader.Sink sink) {
        this.in = new PushbackReader(in);
        this.separator = separator;
        this.sink = sink;
    }

    static void read(Path file, SheetReader.Sink sink) throws IOException, UnreadableSheet {
        Charset charset = charset(file);
        char separator;
        try (BufferedReader first = open(file, charset)) {
            separator = separator(first);
        }
        try (BufferedReader in = open(file, charset)) {
            skipMark(in);
            new CsvReader(in, separator, sink).readAll();
        }
    }

    private static BufferedReader open(Path file, Charset charset) throws IOException {
        return new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    private static Charset charset(Path file) throws IOException, UnreadableSheet {
        for (Charset charset : List.of(StandardCharsets.UTF_8, SHIFT_JIS)) {
            if (isIn(file, charset)) {
                return charset;
            }
        }
        throw new UnreadableSheet(Cause.ENCODING);
    }

    private static boolean isIn(Path file, Charset charset) throws IOException, UnreadableSheet {
        char[] buffer = new char[1 << 14];
        try (Reader in = open(file, charset)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == 0) {
                        throw new UnreadableSheet(Cause.NOT_A_SHEET);
                    }
                }
            }
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void skipMark(BufferedReader in) throws IOException {
        in.mark(1);
        if (in.read() != BYTE_ORDER_MARK) {
            in.reset();
        }
    }

    private static char separator(BufferedReader in) throws IOException {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0; i < LONGEST_FIRST_ROW; i++) {
            int sign = in.read();
            if (sign == END || (!quoted && (sign == '\n' || sign == '\r'))) {
                break;
            }
            quoted ^= sign == '"';
            int known = SEPARATORS.indexOf(sign);
            if (known >= 0 && !quoted) {
                counts[known]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return SEPARATORS.charAt(best);
    }

    private void readAll() throws IOException, UnreadableSheet {
        for (int sign = in.read(); sign != END; sign = in.read()) {
            if (sign == '"' && cell.isEmpty()) {
                readQuoted();
            } else if (sign == separator) {
                endCell();
            } else if (sign == '\n' || sign == '\r') {
                skipLineFeed(sign);
                endRow();
            } else {
                append(sign);
            }
        }
        if (!cell.isEmpty() || !cells.isEmpty()) {
            endRow();
        }
    }

    private void readQuoted() throws IOException, UnreadableSheet {
        int begin = row;
        for (int sign = in.read(); sign != END; sign = in.read()) {
            if (sign != '"') {
                append(sign);
                continue;
            }
            int next = in.read();
            if (next != '"') {
                if (next != END) {
                    in.unread(next);
                }
                return;
            }
            append('"');
        }
        throw new UnreadableSheet(Cause.OPEN_QUOTE, begin);
    }

    private void skipLineFeed(int sign) throws IOException {
        if (sign == '\r') {
            int next = in.read();
            if (next != '\n' && next != END) {
                in.unread(next);
            }
        }
    }

    private void append(int sign) throws UnreadableSheet {
        if (cell.length() == SheetReader.LONGEST_CELL) {
            throw new UnreadableSheet(Cause.LONG_CELL, row, SheetReader.LONGEST_CELL);
        }
        cell.append((char) sign);
    }

    private void endCell() throws UnreadableSheet {
        if (cells.size() == SheetReader.MOST_COLUMNS) {
            throw new UnreadableSheet(Cause.TOO_FAR, row, SheetReader.MOST_ROWS, SheetReader.MOST_COLUMNS);
        }
        cells.add(CellText.original(cell.toString()));
        cell.setLength(0);
    }

    private void endRow() throws UnreadableSheet {
        endCell();
        if (row > SheetReader.MOST_ROWS) {
            throw new UnreadableSheet(Cause.TOO_FAR, row, SheetReader.MOST_ROWS, SheetReader.MOST_COLUMNS);
        }
        if (cells.stream().anyMatch(text -> !text.isBlank())) {
            sink.row(new SheetRow(row, cells, ""));
        }
        cells = new ArrayList<>();
        row++;
    }
}
