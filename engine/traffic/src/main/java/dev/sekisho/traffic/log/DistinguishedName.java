package dev.sekisho.traffic.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Distinguished names as text (RFC 4514). */
final class DistinguishedName {
    private DistinguishedName() {}

    /** The value of the first CN, null if there is none. */
    static @Nullable String commonName(String name) {
        int start = 0;
        while (start < name.length()) {
            int end = start;
            while (end < name.length() && name.charAt(end) != ',' && name.charAt(end) != '/') {
                end += name.charAt(end) == '\\' ? 2 : 1;
            }
            end = Math.min(end, name.length());
            String part = name.substring(start, end).strip();
            if (part.toUpperCase(Locale.ROOT).startsWith("CN=")) {
                return part.substring(3).replace("\\,", ",");
            }
            start = end + 1;
        }
        return null;
    }
}
