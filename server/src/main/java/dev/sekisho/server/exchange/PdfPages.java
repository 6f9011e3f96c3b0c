package dev.sekisho.server.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a document and the place on the last of them that is still free. Lengths are in points, places are counted
 * from the top. The foot of each page tells title, date and number.
 */
final class PdfPages implements AutoCloseable {
    static final float MARGIN = 42;
    private static final float LONG_SIDE = PDRectangle.A4.getHeight();
    private static final float SHORT_SIDE = PDRectangle.A4.getWidth();
    private static final float TOP = 42;
    private static final float BOTTOM = 54;
    private static final float FOOT = 28;
    private static final float FOOT_SIZE = 7.5f;
    private static final float BOLD = 0.028f;

    private static final float[] INK = {0.11f, 0.15f, 0.20f};
    private static final float[] PALE_INK = {0.38f, 0.43f, 0.48f};
    private static final float[] RULE = {0.82f, 0.85f, 0.88f};
    private static final float[] SHADE = {0.92f, 0.945f, 0.965f};

    private final PDDocument document = new PDDocument(IOUtils.createTempFileOnlyStreamCache());
    private final DocumentHeading heading;
    private final PdfFont font;
    private final PDRectangle size;
    private @Nullable PDPageContentStream content;
    private float used;

    PdfPages(DocumentHeading heading, boolean landscape) throws IOException {
        this.heading = heading;
        this.font = new PdfFont(document, heading.locale());
        this.size = landscape ? new PDRectangle(LONG_SIDE, SHORT_SIDE) : PDRectangle.A4;
    }

    PdfFont font() {
        return font;
    }

    /** How wide what stands on a page can be. */
    float width() {
        return width(size.getWidth() > size.getHeight());
    }

    static float width(boolean landscape) {
        return (landscape ? LONG_SIDE : SHORT_SIDE) - 2 * MARGIN;
    }

    /** What is still free on this page; nothing before the first page. */
    float free() {
        return content == null ? 0 : body() - used;
    }

    /** What is free on an empty page. */
    float body() {
        return size.getHeight() - TOP - BOTTOM;
    }

    void newPage() throws IOException {
        endPage();
        PDPage page = new PDPage(size);
        document.addPage(page);
        content = new PDPageContentStream(document, page);
        used = 0;
    }

    /** Makes sure that so much is free, on a new page if need be. */
    void need(float height) throws IOException {
        if (free() < height) {
            newPage();
        }
    }

    void skip(float height) {
        used += height;
    }

    /** Writes a line whose upper edge is {@code below} under the place that is free; does not move on. */
    void text(String shown, float x, float below, float fontSize, boolean bold, boolean pale) throws IOException {
        if (shown.isEmpty()) {
            return;
        }
        write(current(), shown, MARGIN + x, baseline(below, fontSize), fontSize, bold, pale ? PALE_INK : INK);
    }

    private void write(
            PDPageContentStream target, String shown, float x, float y, float fontSize, boolean bold, float[] ink)
            throws IOException {
        target.beginText();
        target.setFont(font.font(), fontSize);
        target.setNonStrokingColor(ink[0], ink[1], ink[2]);
        if (bold) {
            target.setRenderingMode(RenderingMode.FILL_STROKE);
            target.setStrokingColor(ink[0], ink[1], ink[2]);
            target.setLineWidth(fontSize * BOLD);
        } else {
            target.setRenderingMode(RenderingMode.FILL);
        }
        target.newLineAtOffset(x, y);
        target.showText(shown);
        target.endText();
    }

    private float baseline(float below, float fontSize) {
        return size.getHeight() - TOP - used - below - fontSize;
    }

    /** A thin line across, at the place that is free. */
    void rule(float x, float wide) throws IOException {
        PDPageContentStream target = current();
        float y = size.getHeight() - TOP - used;
        target.setStrokingColor(RULE[0], RULE[1], RULE[2]);
        target.setLineWidth(0.5f);
        target.moveTo(MARGIN + x, y);
        target.lineTo(MARGIN + x + wide, y);
        target.stroke();
    }

    /** A shaded bar from the place that is free downwards. */
    void shade(float wide, float height) throws IOException {
        PDPageContentStream target = current();
        target.setNonStrokingColor(SHADE[0], SHADE[1], SHADE[2]);
        target.addRect(MARGIN, size.getHeight() - TOP - used - height, wide, height);
        target.fill();
    }

    /** Writes lines one below the other and moves on behind them; goes over to new pages where they do not fit. */
    void lines(List<String> shown, float x, float fontSize, float leading, boolean bold, boolean pale)
            throws IOException {
        for (String line : shown) {
            need(leading);
            text(line, x, (leading - fontSize) / 2, fontSize, bold, pale);
            skip(leading);
        }
    }

    private PDPageContentStream current() {
        if (content == null) {
            throw new IllegalStateException("there is no page yet");
        }
        return content;
    }

    private void endPage() throws IOException {
        if (content != null) {
            content.close();
            content = null;
        }
    }

    /** Writes the foot of every page, and the document. */
    void save(OutputStream out) throws IOException {
        endPage();
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            foot(document.getPage(i), heading.page(i + 1, pages));
        }
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(heading.title());
        information.setCreator("Sekisho");
        document.getDocumentCatalog().setLanguage(heading.locale().toLanguageTag());
        PDViewerPreferences preferences =
                new PDViewerPreferences(document.getDocumentCatalog().getCOSObject());
        preferences.setDisplayDocTitle(true);
        document.getDocumentCatalog().setViewerPreferences(preferences);
        document.save(out);
    }

    private void foot(PDPage page, String number) throws IOException {
        try (PDPageContentStream target = new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
            String shownNumber = font.shown(number);
            float wide = font.width(shownNumber, FOOT_SIZE);
            write(target, shownNumber, size.getWidth() - MARGIN - wide, FOOT, FOOT_SIZE, false, PALE_INK);
            List<String> left =
                    font.lines(heading.title() + "   " + heading.made(), FOOT_SIZE, width() - wide - MARGIN);
            write(target, left.getFirst(), MARGIN, FOOT, FOOT_SIZE, false, PALE_INK);
        }
    }

    @Override
    public void close() throws IOException {
        endPage();
        document.close();
    }
}
