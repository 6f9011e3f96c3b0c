package dev.sekisho.server.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads lists out of files that come from outside: workbooks (xlsx) and texts (csv, in UTF-8 or Shift_JIS as spreadsheets
 * know it). What kind it is tells the file itself, not its name.
 *
 * <p>Whatever comes is read row by row in bounded memory or refused with {@link UnreadableSheet}. Nothing in a file is
 * executed, fetched or computed.
 */
public final class SheetReader {
    /** The most rows that a list may have; as many as a worksheet. */
    static final int MOST_ROWS = 1_048_576;

    /** The most columns that a list may have. */
    static final int MOST_COLUMNS = 200;

    /** The longest text that a cell may have; as in a worksheet. */
    static final int LONGEST_CELL = 32_767;

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] OLD_OR_LOCKED = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private SheetReader() {}

    /** Takes the rows of a file, in their order. */
    @FunctionalInterface
    public interface Sink {
        void row(SheetRow row);
    }

    /**
     * Hands every row that is not empty to {@code sink}.
     *
     * @throws UnreadableSheet if the file cannot be read as a list; rows may have been handed on before
     * @throws IOException if the file itself cannot be read
     */
    public static void read(Path file, Sink sink) throws IOException, UnreadableSheet {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(4);
        }
        if (Arrays.equals(start, ZIP)) {
            XlsxReader.read(file, sink);
        } else if (Arrays.equals(start, OLD_OR_LOCKED)) {
            throw new UnreadableSheet(UnreadableSheet.Cause.OLD_OR_LOCKED);
        } else {
            CsvReader.read(file, sink);
        }
    }
}
