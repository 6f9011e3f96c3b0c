package dev.sekisho.extrusion.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/**
 * Writes alerts as CSV (RFC 4180) with a header row. A field that a spreadsheet would take for a formula gets an
 * apostrophe in front, because its text may have been chosen by an attacker.
 */
public final class AlertCsvWriter {
    private static final String HEADER =
            "client,server,address,port,kind,application,score,pValue,firstSeen,lastSeen,exchanges,reasons";

    private final Appendable out;

    /** Writes the header row to {@code out}. */
    public AlertCsvWriter(Appendable out) throws IOException {
        this.out = out;
        out.append(HEADER).append("\r\n");
    }

    /** Writes one row. */
    public void write(Alert alert) throws IOException {
        field(alert.client()).append(',');
        field(alert.server()).append(',');
        field(alert.address()).append(',');
        out.append(Integer.toString(alert.port())).append(',');
        out.append(alert.kind().id()).append(',');
        field(alert.application() == null ? "" : alert.application()).append(',');
        out.append(Double.toString(alert.score())).append(',');
        out.append(alert.pValue() == null ? "" : alert.pValue().toString()).append(',');
        out.append(alert.firstSeen().toString()).append(',');
        out.append(alert.lastSeen().toString()).append(',');
        out.append(Integer.toString(alert.exchanges())).append(',');
        field(alert.reasons().stream().map(Alert.Reason::text).collect(Collectors.joining("; ")))
                .append("\r\n");
    }

    private Appendable field(String text) throws IOException {
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        boolean quoted = formula || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        if (!quoted) {
            return out.append(text);
        }
        return out.append('"')
                .append(formula ? "'" : "")
                .append(text.replace("\"", "\"\""))
                .append('"');
    }

    /** The rows of {@code alerts} with their header. */
    public static String toString(Iterable<Alert> alerts) {
        StringBuilder text = new StringBuilder();
        try {
            AlertCsvWriter writer = new AlertCsvWriter(text);
            for (Alert alert : alerts) {
                writer.write(alert);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
