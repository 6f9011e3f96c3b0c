package dev.sekisho.server.console;

import org.jspecify.annotations.Nullable;

/**
 * What a table shows in one place.
 *
 * @param text what is read, and what an export holds
 * @param link where it leads, null for nowhere
 * @param colour the colour of the badge in which it stands, null for none; never the only carrier of a meaning
 */
public record Cell(
        String text, @Nullable String link, @Nullable String colour) {
    public static Cell text(@Nullable String text) {
        return new Cell(text == null ? "" : text, null, null);
    }

    public static Cell link(String text, String link) {
        return new Cell(text, link, null);
    }

    public static Cell badge(String text, String colour) {
        return new Cell(text, null, colour);
    }
}
