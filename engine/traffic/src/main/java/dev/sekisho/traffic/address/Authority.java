package dev.sekisho.traffic.address;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Host and port as in a URI (RFC 3986, 3.2), made comparable.
 *
 * @param host lower case, no trailing dot, an IPv6 literal without its brackets and in canonical form
 * @param port 0 if none was given
 * @param literal whether the host is an address
 */
public record Authority(String host, int port, boolean literal) {
    /** Longest host that is believed: the limit of RFC 1035 with a trailing dot. */
    private static final int MAX_HOST_LENGTH = 254;

    /** Reads {@code host}, {@code host:port} or {@code [ipv6]:port}; null for what cannot be a host. */
    public static @Nullable Authority parse(String text) {
        int end = text.length();
        int portAt = -1;
        int hostFrom = 0;
        int hostEnd = end;
        if (end > 0 && text.charAt(0) == '[') {
            int bracket = text.indexOf(']');
            if (bracket < 0) {
                return null;
            }
            hostFrom = 1;
            hostEnd = bracket;
            portAt = bracket + 1 < end && text.charAt(bracket + 1) == ':' ? bracket + 2 : -1;
        } else {
            int colon = text.lastIndexOf(':');
            if (colon >= 0 && text.indexOf(':') == colon) {
                hostEnd = colon;
                portAt = colon + 1;
            }
        }
        if (hostEnd - hostFrom > 1 && text.charAt(hostEnd - 1) == '.') {
            hostEnd--;
        }
        return of(text, hostFrom, hostEnd, portAt < 0 ? 0 : port(text, portAt));
    }

    private static @Nullable Authority of(String text, int from, int end, int port) {
        if (end <= from || end - from > MAX_HOST_LENGTH) {
            return null;
        }
        boolean lower = true;
        boolean digitsAndDots = true;
        boolean colon = false;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7f || c == '/' || c == '\\' || c == '@' || c == '"' || c == '<' || c == '>') {
                return null;
            }
            lower &= (c < 'A' || c > 'Z') && c < 0x80;
            digitsAndDots &= (c >= '0' && c <= '9') || c == '.';
            colon |= c == ':';
        }
        String host = from == 0 && end == text.length() ? text : text.substring(from, end);
        if (!lower) {
            host = host.toLowerCase(Locale.ROOT);
        }
        if (colon) {
            String canonical = IpAddress.canonical(host);
            return canonical == null ? null : new Authority(canonical, port, true);
        }
        return new Authority(host, port, digitsAndDots && IpAddress.canonical(host) != null);
    }

    private static int port(String text, int from) {
        int port = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i - from >= 5) {
                return 0;
            }
            port = port * 10 + digit;
        }
        return port > 0xffff ? 0 : port;
    }
}
