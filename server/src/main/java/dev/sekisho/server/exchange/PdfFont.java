package dev.sekisho.server.exchange;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The font of documents, BIZ UDPGothic, which has every sign of JIS X 0208 and Windows-31J. A document holds only the
 * signs that it shows. Signs that the font lacks are shown as a geta mark (〓), as printers do.
 */
final class PdfFont {
    private static final String FILE = "fonts/BIZUDPGothic-Regular.ttf";
    private static final int MISSING = '〓';
    private static final float UNITS = 1000;

    private final PDFont font;
    private final CmapLookup signs;
    private final Locale locale;
    private final Map<Integer, Float> widths = new HashMap<>();

    PdfFont(PDDocument document, Locale locale) throws IOException {
        this.locale = locale;
        try (InputStream in = PdfFont.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new FileNotFoundException("the font " + FILE + " is missing in this build");
            }
            TrueTypeFont read = new TTFParser().parse(new RandomAccessReadBuffer(in));
            document.registerTrueTypeFontForClosing(read);
            this.signs = read.getUnicodeCmapLookup();
            this.font = PDType0Font.load(document, read, true);
        }
    }

    PDFont font() {
        return font;
    }

    /** The text as the font can show it: without control characters, each missing sign replaced. */
    String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(sign -> {
            if (Character.isISOControl(sign) || Character.getType(sign) == Character.FORMAT) {
                if (sign == '\n' || sign == '\t') {
                    shown.append(sign == '\n' ? '\n' : ' ');
                }
            } else {
                shown.appendCodePoint(signs.getGlyphId(sign) == 0 ? MISSING : sign);
            }
        });
        return shown.toString();
    }

    /** How wide a shown text is, in points. */
    float width(String shown, float size) throws IOException {
        float width = 0;
        for (int at = 0; at < shown.length(); ) {
            int sign = shown.codePointAt(at);
            at += Character.charCount(sign);
            width += width(sign);
        }
        return width * size / UNITS;
    }

    private float width(int sign) throws IOException {
        Float known = widths.get(sign);
        if (known == null) {
            known = font.getStringWidth(Character.toString(sign));
            widths.put(sign, known);
        }
        return known;
    }

    /** The text in lines that are at most {@code most} points wide, broken where the language allows it, else anywhere. */
    List<String> lines(String text, float size, float most) throws IOException {
        List<String> lines = new ArrayList<>();
        BreakIterator places = BreakIterator.getLineInstance(locale);
        for (String paragraph : shown(text).split("\n", -1)) {
            if (width(paragraph, size) <= most) {
                lines.add(paragraph.stripTrailing());
            } else {
                wrap(paragraph, places, size, most, lines);
            }
        }
        return lines;
    }

    private void wrap(String paragraph, BreakIterator places, float size, float most, List<String> lines)
            throws IOException {
        places.setText(paragraph);
        StringBuilder line = new StringBuilder();
        float filled = 0;
        int start = places.first();
        for (int end = places.next(); end != BreakIterator.DONE; start = end, end = places.next()) {
            String piece = paragraph.substring(start, end);
            if (filled > 0 && filled + width(piece.stripTrailing(), size) > most) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                filled = 0;
            }
            for (int at = 0; at < piece.length(); ) {
                int sign = piece.codePointAt(at);
                at += Character.charCount(sign);
                float wide = width(sign) * size / UNITS;
                if (filled > 0 && filled + wide > most && !Character.isWhitespace(sign)) {
                    lines.add(line.toString().stripTrailing());
                    line.setLength(0);
                    filled = 0;
                }
                line.appendCodePoint(sign);
                filled += wide;
            }
        }
        lines.add(line.toString().stripTrailing());
    }
}
