package dev.sekisho.ledger.note;

import java.util.Base64;
import java.util.Optional;

/** Base64 (RFC 4648, section 4) of which only the one right spelling is taken. */
public final class Base64Text {
    private Base64Text() {}

    /** The bytes; empty if the text is not exactly what {@link #encode} makes of them. */
    public static Optional<byte[]> decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The text, with padding. */
    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
