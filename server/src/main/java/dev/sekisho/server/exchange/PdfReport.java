package dev.sekisho.server.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A document of headings, paragraphs, facts and tables, in any mixture of Japanese and English, one below the other. The
 * title with the date stands on the first page, and title, date and page number at the foot of each. It is put together
 * in a temporary file and written when it is complete. Not safe for use by several threads.
 */
public final class PdfReport implements AutoCloseable {
    private static final float TITLE = 16;
    private static final float HEADING = 11.5f;
    private static final float SUBHEADING = 9.5f;
    private static final float BODY = 9;
    private static final float LEADING = 13.5f;
    private static final float SMALL = 8;
    private static final float GAP = 10;
    private static final float NAMES = 0.28f;

    private final OutputStream out;
    private final PdfPages pages;

    /** Begins an upright document. */
    public PdfReport(OutputStream out, DocumentHeading heading) throws IOException {
        this(out, heading, false);
    }

    private PdfReport(OutputStream out, DocumentHeading heading, boolean landscape) throws IOException {
        this.out = out;
        this.pages = new PdfPages(heading, landscape);
        pages.newPage();
        pages.lines(lines(heading.title(), TITLE), 0, TITLE, TITLE * 1.5f, true, false);
        pages.lines(lines(heading.made(), SMALL), 0, SMALL, LEADING, false, true);
        pages.skip(GAP);
    }

    /** A document for one table, across if the columns do not fit into an upright one. */
    static PdfReport forTable(
            OutputStream out, DocumentHeading heading, List<String> headings, List<List<String>> measured)
            throws IOException {
        float wanted = 0;
        try (PdfPages trial = new PdfPages(heading, false)) {
            for (float width : PdfTable.natural(trial.font(), headings, measured)) {
                wanted += width;
            }
        }
        return new PdfReport(out, heading, wanted > PdfPages.width(false));
    }

    /** A name and what belongs to it. */
    public record Fact(String name, String value) {}

    /** The heading of a part. */
    public PdfReport heading(String text) throws IOException {
        return headed(text, HEADING);
    }

    /** A heading within a part. */
    public PdfReport subheading(String text) throws IOException {
        return headed(text, SUBHEADING);
    }

    private PdfReport headed(String text, float size) throws IOException {
        pages.skip(GAP);
        // a heading is not left alone at the end of a page
        pages.need(size * 1.6f + 3 * LEADING);
        pages.lines(lines(text, size), 0, size, size * 1.6f, true, false);
        pages.skip(2);
        return this;
    }

    /** Running text; ends of lines in it are kept. */
    public PdfReport paragraph(String text) throws IOException {
        pages.lines(lines(text, BODY), 0, BODY, LEADING, false, false);
        pages.skip(GAP / 2);
        return this;
    }

    /** Names on the left, values on the right. */
    public PdfReport facts(List<Fact> facts) throws IOException {
        float names = pages.width() * NAMES;
        for (Fact fact : facts) {
            List<String> name = pages.font().lines(fact.name(), BODY, names - GAP);
            List<String> value = pages.font().lines(fact.value(), BODY, pages.width() - names);
            int together = Math.max(name.size(), value.size());
            for (int i = 0; i < together; i++) {
                pages.need(LEADING);
                float below = (LEADING - BODY) / 2;
                pages.text(i < name.size() ? name.get(i) : "", 0, below, BODY, false, true);
                pages.text(i < value.size() ? value.get(i) : "", names, below, BODY, false, false);
                pages.skip(LEADING);
            }
            pages.skip(1.5f);
        }
        pages.skip(GAP / 2);
        return this;
    }

    /** A table; each row has a cell for each heading. */
    public PdfReport table(List<String> headings, List<List<String>> rows) throws IOException {
        PdfTable table = beginTable(headings, rows);
        for (List<String> row : rows) {
            table.row(row);
        }
        pages.skip(GAP);
        return this;
    }

    PdfTable beginTable(List<String> headings, List<List<String>> measured) throws IOException {
        PdfTable table = new PdfTable(pages, headings, measured);
        table.heading();
        return table;
    }

    private List<String> lines(String text, float size) throws IOException {
        return pages.font().lines(text, size, pages.width());
    }

    /** Writes the document. Without this nothing is written. */
    public void complete() throws IOException {
        pages.save(out);
    }

    @Override
    public void close() throws IOException {
        pages.close();
    }
}
