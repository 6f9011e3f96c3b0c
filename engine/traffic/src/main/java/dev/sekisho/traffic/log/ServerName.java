package dev.sekisho.traffic.log;

import dev.sekisho.traffic.address.Authority;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names of servers as sessions use them: lower case, without port and trailing dot. */
final class ServerName {
    private ServerName() {}

    /** The name in an authority ({@code host}, {@code host:port}, {@code [v6]:port}); null if there is none in it. */
    static @Nullable String of(@Nullable String authority) {
        Authority parsed = authority == null ? null : Authority.parse(authority);
        return parsed == null ? null : parsed.host();
    }

    /** The port in an authority, {@code otherwise} if it names none. */
    static int port(@Nullable String authority, int otherwise) {
        Authority parsed = authority == null ? null : Authority.parse(authority);
        return parsed == null || parsed.port() == 0 ? otherwise : parsed.port();
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
