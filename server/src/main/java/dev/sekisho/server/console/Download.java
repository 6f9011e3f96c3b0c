package dev.sekisho.server.console;

import dev.sekisho.server.exchange.CsvSheet;
import dev.sekisho.server.exchange.Sheet;
import dev.sekisho.server.scope.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Sends whole lists as files, in the format that the address ends with. */
@Component
public final class Download {
    private final Preferences preferences;

    Download(Preferences preferences) {
        this.preferences = preferences;
    }

    /** Sends all rows that {@code rows} hands out, in the columns that the one who asks has chosen. */
    public <R> void send(
            PageContext page, Table<R> table, String format, HttpServletResponse response, Consumer<Consumer<R>> rows)
            throws IOException {
        if (!format.equals("csv")) {
            throw Refusal.notFound();
        }
        Set<String> chosen = preferences.columns(table);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + table.key() + ".csv\"");
        response.setHeader("Cache-Control", "no-store");
        try (Sheet sheet = new CsvSheet(response.getOutputStream())) {
            table.write(page, chosen, sheet, rows);
        }
    }
}
