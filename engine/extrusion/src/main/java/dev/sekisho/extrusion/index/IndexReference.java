package dev.sekisho.extrusion.index;

import java.util.Locale;

/** The reference page of all indexes, written from the catalogue. */
public final class IndexReference {
    private IndexReference() {}

    /** The page in Markdown. */
    public static String page() {
        StringBuilder page = new StringBuilder(32_768);
        page.append("# Indexes\n\n")
                .append("What is measured of every pair of client and server. This page is written from the code")
                .append(" (`dev.sekisho.extrusion.index.Catalogue`); a test fails when it is out of date.\n\n")
                .append("A *visit* is a run of exchanges with at most 10 s of silence between them. *Sent* and"
                        + " *received*")
                .append(" are the bodies of readable requests and responses, else all payload bytes. An index that"
                        + " cannot")
                .append(" be measured is *not a number*: it is never counted as zero. *Leaning* says which values"
                        + " speak for")
                .append(" command and control; an index without leaning only describes.\n");
        for (Index.Family family : Index.Family.values()) {
            page.append("\n## ")
                    .append(family.title())
                    .append(" (")
                    .append(family.id())
                    .append(")\n");
            for (Index index : Catalogue.indexes()) {
                if (index.family() == family) {
                    entry(page, index);
                }
            }
        }
        return page.toString();
    }

    /** The entry of one index in Markdown. */
    public static String entry(Index index) {
        StringBuilder page = new StringBuilder(1_024);
        entry(page, index);
        return page.toString().strip() + "\n";
    }

    private static void entry(StringBuilder page, Index index) {
        Index.Description words = index.description();
        page.append("\n### `")
                .append(index.id())
                .append("`\n\n")
                .append(words.definition())
                .append("\n\n");
        page.append("| unit | range | leaning | high | low |\n|---|---|---|---|---|\n| ")
                .append(words.unit().text())
                .append(" | ")
                .append(bound(words.least()))
                .append(" to ")
                .append(bound(words.greatest()))
                .append(" | ")
                .append(words.leaning().name().toLowerCase(Locale.ROOT))
                .append(" | ")
                .append(words.high())
                .append(" | ")
                .append(words.low())
                .append(" |\n");
    }

    private static String bound(double value) {
        if (Double.isInfinite(value)) {
            return "∞";
        }
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
