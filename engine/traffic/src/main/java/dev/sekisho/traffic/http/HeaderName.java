package dev.sekisho.traffic.http;

import java.util.Locale;
import java.util.Map;

/**
 * The name of a header field as sent, with what it means here.
 *
 * @param text as sent
 * @param kind its meaning
 */
record HeaderName(String text, Kind kind) {

    /** The header fields whose values matter. */
    enum Kind {
        HOST,
        USER_AGENT,
        REFERER,
        CONTENT_TYPE,
        CONTENT_LENGTH,
        CONTENT_ENCODING,
        TRANSFER_ENCODING,
        COOKIE,
        SET_COOKIE,
        AUTHORIZATION,
        PROXY_AUTHORIZATION,
        FORWARDED,
        X_FORWARDED_FOR,
        UPGRADE,
        EXPECT,
        SERVER,
        LOCATION,
        ETAG,
        LAST_MODIFIED,
        EXPIRES,
        CACHE_CONTROL,
        OTHER
    }

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("host", Kind.HOST),
            Map.entry("user-agent", Kind.USER_AGENT),
            Map.entry("referer", Kind.REFERER),
            Map.entry("content-type", Kind.CONTENT_TYPE),
            Map.entry("content-length", Kind.CONTENT_LENGTH),
            Map.entry("content-encoding", Kind.CONTENT_ENCODING),
            Map.entry("transfer-encoding", Kind.TRANSFER_ENCODING),
            Map.entry("cookie", Kind.COOKIE),
            Map.entry("set-cookie", Kind.SET_COOKIE),
            Map.entry("authorization", Kind.AUTHORIZATION),
            Map.entry("proxy-authorization", Kind.PROXY_AUTHORIZATION),
            Map.entry("forwarded", Kind.FORWARDED),
            Map.entry("x-forwarded-for", Kind.X_FORWARDED_FOR),
            Map.entry("upgrade", Kind.UPGRADE),
            Map.entry("expect", Kind.EXPECT),
            Map.entry("server", Kind.SERVER),
            Map.entry("location", Kind.LOCATION),
            Map.entry("etag", Kind.ETAG),
            Map.entry("last-modified", Kind.LAST_MODIFIED),
            Map.entry("expires", Kind.EXPIRES),
            Map.entry("cache-control", Kind.CACHE_CONTROL));

    static HeaderName of(String text) {
        return new HeaderName(text, KINDS.getOrDefault(text.toLowerCase(Locale.ROOT), Kind.OTHER));
    }
}
