package dev.sekisho.traffic.http;

/** Host and port out of {@code host}, {@code host:port} or {@code [address]:port} (RFC 3986 section 3.2). */
final class Authority {
    private Authority() {}

    /** The host, without the brackets of an IPv6 address. */
    static String host(String authority) {
        if (authority.startsWith("[")) {
            int bracket = authority.indexOf(']');
            return bracket < 0 ? authority.substring(1) : authority.substring(1, bracket);
        }
        int colon = authority.lastIndexOf(':');
        boolean oneColon = colon >= 0 && authority.indexOf(':') == colon;
        return oneColon ? authority.substring(0, colon) : authority;
    }

    /** The port, 0 if there is none. */
    static int port(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean bare = colon != authority.indexOf(':') && !authority.startsWith("[");
        if (colon < 0 || bare || authority.indexOf(']') > colon) {
            return 0;
        }
        int port = 0;
        for (int i = colon + 1; i < authority.length(); i++) {
            char c = authority.charAt(i);
            if (c < '0' || c > '9' || port > 65_535) {
                return 0;
            }
            port = 10 * port + c - '0';
        }
        return port > 65_535 ? 0 : port;
    }
}
