package dev.sekisho.extrusion.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What every page has: it opens without the Internet, runs no script, and looks the same. */
final class Page {
    /** How pictures are to be read, as HTML. */
    static final String HOW_TO_READ_PICTURES = "In the <b>pictures</b> time runs from left to right; "
            + "<span class=\"key up\">strokes upward</span> are bytes to the server, "
            + "<span class=\"key down\">strokes downward</span> bytes from it, both on a logarithmic scale. "
            + "All times are UTC.";

    private Page() {}

    /** Begins a page, up to its body. */
    static void open(StringBuilder html, String title) {
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
        html.append("style-src 'unsafe-inline'\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.append("<title>Sekisho: ").append(Html.escape(title)).append("</title>\n<style>\n");
        html.append(style()).append("</style>\n</head>\n<body>\n");
    }

    /** Ends a page whose main part is open. */
    static void close(StringBuilder html) {
        html.append("</main>\n</body>\n</html>\n");
    }

    /** A picture with its label. */
    static void figure(StringBuilder html, Series series) {
        html.append("<figure>").append(SessionPicture.draw(series)).append("<figcaption>");
        html.append(Html.escape(series.label())).append("</figcaption></figure>\n");
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the product");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
