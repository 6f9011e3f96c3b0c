package dev.sekisho.server.console;

import dev.sekisho.server.exchange.DocumentHeading;
import dev.sekisho.server.exchange.Sheet;
import dev.sekisho.server.exchange.SheetFormat;
import dev.sekisho.server.exchange.SheetTooLong;
import dev.sekisho.server.scope.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Sends whole lists as files, in the format that the address ends with. */
@Component
public final class Download {
    private final Preferences preferences;
    private final Clock clock;

    Download(Preferences preferences, Clock clock) {
        this.preferences = preferences;
        this.clock = clock;
    }

    /** Sends all rows that {@code rows} hands out, in the columns that the one who asks has chosen. */
    public <R> void send(
            PageContext page, Table<R> table, String ending, HttpServletResponse response, Consumer<Consumer<R>> rows)
            throws IOException {
        SheetFormat format = SheetFormat.ofEnding(ending).orElseThrow(Refusal::notFound);
        Set<String> chosen = preferences.columns(table);
        OutputStream out = new Body(response, format.contentType(), table.key() + "." + format.ending());
        try (Sheet sheet = format.open(out, heading(page, page.say(table.key() + ".title")))) {
            table.write(page, chosen, sheet, rows);
            sheet.complete();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof SheetTooLong tooLong) {
                throw Refusal.invalid("format", "table.tooLong", page.text().number(tooLong.most()), format.name());
            }
            throw e;
        }
        out.flush();
    }

    /** The heading of a document about something, as of now. */
    public DocumentHeading heading(PageContext page, String title) {
        return new DocumentHeading(
                title,
                page.say("document.made", page.moment(clock.instant())),
                page.say("document.page"),
                page.text().language().locale());
    }

    /** Names the file when its first byte is sent: what fails before that can still be told as a page. */
    private static final class Body extends OutputStream {
        private final HttpServletResponse response;
        private final String contentType;
        private final String fileName;

        Body(HttpServletResponse response, String contentType, String fileName) {
            this.response = response;
            this.contentType = contentType;
            this.fileName = fileName;
        }

        private OutputStream begun() throws IOException {
            if (!contentType.equals(response.getContentType())) {
                response.setContentType(contentType);
                response.setHeader("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
                response.setHeader("Cache-Control", "no-store");
            }
            return response.getOutputStream();
        }

        @Override
        public void write(int one) throws IOException {
            begun().write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            begun().write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            begun().flush();
        }
    }
}
