package dev.sekisho.server.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats in which every list can leave the server. */
public enum SheetFormat {
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("text/csv;charset=UTF-8"),
    PDF("application/pdf");

    private final String contentType;

    SheetFormat(String contentType) {
        this.contentType = contentType;
    }

    /** The format of files with this ending, such as {@code xlsx}; empty if there is none. */
    public static Optional<SheetFormat> ofEnding(String ending) {
        return Stream.of(values())
                .filter(format -> format.ending().equals(ending))
                .findFirst();
    }

    /** How names of such files end. */
    public String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String contentType() {
        return contentType;
    }

    /** Begins a file; nothing reaches {@code out} before the first row is added. */
    public Sheet open(OutputStream out, DocumentHeading heading) throws IOException {
        return switch (this) {
            case XLSX -> new XlsxSheet(out, heading.title());
            case CSV -> new CsvSheet(out);
            case PDF -> new PdfSheet(out, heading);
        };
    }
}
