package dev.sekisho.traffic.log;

import dev.sekisho.traffic.address.IpAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The client that a proxy names in X-Forwarded-For or Forwarded (RFC 7239). */
final class ForwardedClient {
    private ForwardedClient() {}

    /** The left-most client as an address in canonical form; null if the header is another or names no address. */
    static @Nullable String leftMost(String header, String value) {
        int comma = value.indexOf(',');
        String first = (comma < 0 ? value : value.substring(0, comma)).strip();
        return switch (header.toUpperCase(Locale.ROOT)) {
            case "X-FORWARDED-FOR" -> address(first);
            case "FORWARDED" -> {
                for (String pair : first.split(";", 16)) {
                    String stripped = pair.strip();
                    if (stripped.regionMatches(true, 0, "for=", 0, 4)) {
                        yield address(stripped.substring(4));
                    }
                }
                yield null;
            }
            default -> null;
        };
    }

    private static @Nullable String address(String quoted) {
        String text = quoted.replace("\"", "");
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            return close < 0 ? null : IpAddress.canonical(text.substring(1, close));
        }
        int colon = text.indexOf(':');
        boolean hasPort = colon >= 0 && colon == text.lastIndexOf(':');
        return IpAddress.canonical(hasPort ? text.substring(0, colon) : text);
    }
}
