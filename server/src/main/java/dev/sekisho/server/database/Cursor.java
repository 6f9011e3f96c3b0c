package dev.sekisho.server.database;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/**
 * The place in a list at which another page begins: behind or before a row.
 *
 * @param before whether the page ends before the row instead of beginning behind it
 * @param value the row's value in the column by which the list is sorted
 * @param id the row's id, which decides among equal values
 */
public record Cursor(boolean before, String value, UUID id) {
    private static final int LONGEST = 2000;
    private static final int ID_LENGTH = 36;

    /** Reads what {@link #text()} wrote. */
    public static Cursor parse(String text) {
        try {
            if (text.length() > LONGEST) {
                throw new InvalidListQuery("the cursor is too long");
            }
            String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            if (decoded.length() < ID_LENGTH + 1 || "<>".indexOf(decoded.charAt(0)) < 0 || decoded.indexOf('\0') >= 0) {
                throw new InvalidListQuery("the cursor is not one of this server's");
            }
            UUID id = UUID.fromString(decoded.substring(1, ID_LENGTH + 1));
            return new Cursor(decoded.charAt(0) == '<', decoded.substring(ID_LENGTH + 1), id);
        } catch (IllegalArgumentException e) {
            throw new InvalidListQuery("the cursor is not one of this server's", e);
        }
    }

    /** A form for addresses. It holds nothing that the one who sees the row does not see. */
    public String text() {
        String decoded = (before ? "<" : ">") + id + value;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(decoded.getBytes(StandardCharsets.UTF_8));
    }
}
