package dev.sekisho.traffic.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of servers as sessions use them: lower case, without port and trailing dot. */
final class ServerName {
    private static final int MAX_LENGTH = 255;

    private ServerName() {}

    /** The name in an authority ({@code host}, {@code host:port}, {@code [v6]:port}); null if there is none in it. */
    static @Nullable String of(@Nullable String authority) {
        if (authority == null || authority.isEmpty() || authority.length() > MAX_LENGTH) {
            return null;
        }
        String host = authority;
        if (host.startsWith("[")) {
            int close = host.indexOf(']');
            return close < 0 ? null : AddressText.canonical(host.substring(1, close));
        }
        int colon = host.indexOf(':');
        if (colon >= 0 && colon == host.lastIndexOf(':')) {
            host = host.substring(0, colon);
        } else if (colon >= 0) {
            return AddressText.canonical(host);
        }
        String name = normal(host);
        return name.isEmpty() ? null : name;
    }

    /** The port in an authority, {@code otherwise} if it names none. */
    static int port(@Nullable String authority, int otherwise) {
        if (authority == null) {
            return otherwise;
        }
        int colon = authority.lastIndexOf(':');
        if (colon < 0
                || authority.length() - colon > 6
                || (authority.indexOf(':') != colon && !authority.startsWith("["))) {
            return otherwise;
        }
        int port = 0;
        for (int i = colon + 1; i < authority.length(); i++) {
            int digit = authority.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return otherwise;
            }
            port = port * 10 + digit;
        }
        return port == 0 || port > 65_535 ? otherwise : port;
    }

    /** The authority of an absolute URL, null if {@code url} is none. */
    static @Nullable String authorityOf(String url) {
        int scheme = url.indexOf("://");
        if (scheme <= 0 || scheme > 10) {
            return null;
        }
        int start = scheme + 3;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        int at = url.lastIndexOf('@', end - 1);
        return url.substring(at > start ? at + 1 : start, end);
    }

    static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
