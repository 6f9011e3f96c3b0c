package dev.sekisho.traffic.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The named fields of one line. What is absent, unset or empty reads as null, and text that is no number as absent. */
interface LogFields {

    /** The field as text, null where it is absent, unset or empty. */
    @Nullable
    String text(String name);

    /** The elements of a set, vector or array; of a lone value, that value. */
    List<String> list(String name);

    /** The field as a whole number, {@code otherwise} where it is none. */
    default long number(String name, long otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** The field as a port, 0 where it is none. */
    default int port(String name) {
        long port = number(name, 0);
        return port < 0 || port > 65_535 ? 0 : (int) port;
    }

    /** Whether the field says true, as {@code T} or {@code true}. */
    default boolean flag(String name) {
        String text = text(name);
        return "T".equals(text) || "true".equals(text);
    }

    /** Seconds with a fraction as nanoseconds, {@link LogTime#NONE} where it is none. */
    default long seconds(String name) {
        String text = text(name);
        return text == null ? LogTime.NONE : LogTime.parse(text);
    }
}
