package dev.sekisho.server.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in a document: cells are wrapped, the heading stands on every page again, long rows go over to the next page. */
final class PdfTable {
    private static final float SIZE = 8;
    private static final float LEADING = 11;
    private static final float PADDING = 4;
    private static final float NARROWEST = 28;
    private static final float WIDEST = 240;

    private final PdfPages pages;
    private final List<String> headings;
    private final float[] widths;

    /** Takes some of the rows, by which the widths of the columns are chosen. */
    PdfTable(PdfPages pages, List<String> headings, List<List<String>> measured) throws IOException {
        this.pages = pages;
        this.headings = List.copyOf(headings);
        this.widths = shared(natural(pages.font(), headings, measured), pages.width());
    }

    /** How wide each column would be if nothing was wrapped, within bounds. */
    static float[] natural(PdfFont font, List<String> headings, List<List<String>> rows) throws IOException {
        float[] natural = new float[headings.size()];
        for (int column = 0; column < natural.length; column++) {
            float widest = font.width(font.shown(headings.get(column)), SIZE);
            for (List<String> row : rows) {
                for (String line : font.shown(row.get(column)).lines().toList()) {
                    widest = Math.max(widest, font.width(line, SIZE));
                }
            }
            natural[column] = Math.clamp(widest + 2 * PADDING + 1, NARROWEST, WIDEST);
        }
        return natural;
    }

    /** Shares the width out: columns that need less than their part keep it, the others share what remains. */
    private static float[] shared(float[] natural, float available) {
        float wanted = 0;
        for (float width : natural) {
            wanted += width;
        }
        float[] widths = natural.clone();
        if (wanted <= available) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] *= available / wanted;
            }
            return widths;
        }
        float[] sorted = natural.clone();
        Arrays.sort(sorted);
        float left = available;
        float most = available;
        for (int i = 0; i < sorted.length; i++) {
            most = left / (sorted.length - i);
            if (sorted[i] > most) {
                break;
            }
            left -= sorted[i];
        }
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.min(widths[i], most);
        }
        return widths;
    }

    /** The heading; comes again by itself on further pages. */
    void heading() throws IOException {
        List<List<String>> cells = wrapped(headings);
        float height = height(tallest(cells));
        if (pages.free() < height + 2 * LEADING) {
            pages.newPage();
        }
        writeHeading(cells, height);
    }

    private void writeHeading(List<List<String>> cells, float height) throws IOException {
        pages.shade(pages.width(), height);
        writeLines(cells, 0, tallest(cells), true);
        pages.skip(height);
        pages.rule(0, pages.width());
    }

    void row(List<String> texts) throws IOException {
        List<List<String>> cells = wrapped(texts);
        int lines = tallest(cells);
        if (pages.free() < height(lines)) {
            continueOnNewPage();
        }
        int from = 0;
        while (height(lines - from) > pages.free()) {
            int fit = Math.max(1, (int) ((pages.free() - 2 * PADDING) / LEADING));
            writeLines(cells, from, from + fit, false);
            from += fit;
            continueOnNewPage();
        }
        writeLines(cells, from, lines, false);
        pages.skip(height(lines - from));
        pages.rule(0, pages.width());
    }

    private void continueOnNewPage() throws IOException {
        pages.newPage();
        List<List<String>> cells = wrapped(headings);
        writeHeading(cells, height(tallest(cells)));
    }

    private List<List<String>> wrapped(List<String> texts) throws IOException {
        List<List<String>> cells = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            String text = column < texts.size() ? texts.get(column) : "";
            cells.add(pages.font().lines(text, SIZE, widths[column] - 2 * PADDING));
        }
        return cells;
    }

    private void writeLines(List<List<String>> cells, int from, int to, boolean bold) throws IOException {
        float x = 0;
        for (int column = 0; column < widths.length; column++) {
            List<String> lines = cells.get(column);
            for (int i = from; i < Math.min(to, lines.size()); i++) {
                float below = PADDING + (i - from) * LEADING + (LEADING - SIZE) / 2 - 1;
                pages.text(lines.get(i), x + PADDING, below, SIZE, bold, false);
            }
            x += widths[column];
        }
    }

    private static int tallest(List<List<String>> cells) {
        return cells.stream().mapToInt(List::size).max().orElse(1);
    }

    private static float height(int lines) {
        return lines * LEADING + 2 * PADDING;
    }
}
