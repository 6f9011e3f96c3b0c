package dev.sekisho.traffic.http;

import org.jspecify.annotations.Nullable;

/** The header fields to which HPACK refers by number: the static table and, behind it, the dynamic one (RFC 7541). */
final class HpackTable {
    /** Largest dynamic table that is followed, in bytes as RFC 7541 section 4.1 counts them. */
    static final int MAX_BYTES = 64 * 1024;

    /** The size of the dynamic table until an encoder changes it. */
    static final int DEFAULT_BYTES = 4096;

    private static final int ENTRY_OVERHEAD = 32;

    /**
     * A header field.
     *
     * @param name its name
     * @param value its value, empty for values that must not be kept
     * @param bytes what it takes in the table
     */
    record Entry(HeaderName name, String value, int bytes) {}

    private static final Entry[] STATIC = staticTable(
            ":authority",
            "",
            ":method",
            "GET",
            ":method",
            "POST",
            ":path",
            "/",
            ":path",
            "/index.html",
            ":scheme",
            "http",
            ":scheme",
            "https",
            ":status",
            "200",
            ":status",
            "204",
            ":status",
            "206",
            ":status",
            "304",
            ":status",
            "400",
            ":status",
            "404",
            ":status",
            "500",
            "accept-charset",
            "",
            "accept-encoding",
            "gzip, deflate",
            "accept-language",
            "",
            "accept-ranges",
            "",
            "accept",
            "",
            "access-control-allow-origin",
            "",
            "age",
            "",
            "allow",
            "",
            "authorization",
            "",
            "cache-control",
            "",
            "content-disposition",
            "",
            "content-encoding",
            "",
            "content-language",
            "",
            "content-length",
            "",
            "content-location",
            "",
            "content-range",
            "",
            "content-type",
            "",
            "cookie",
            "",
            "date",
            "",
            "etag",
            "",
            "expect",
            "",
            "expires",
            "",
            "from",
            "",
            "host",
            "",
            "if-match",
            "",
            "if-modified-since",
            "",
            "if-none-match",
            "",
            "if-range",
            "",
            "if-unmodified-since",
            "",
            "last-modified",
            "",
            "link",
            "",
            "location",
            "",
            "max-forwards",
            "",
            "proxy-authenticate",
            "",
            "proxy-authorization",
            "",
            "range",
            "",
            "referer",
            "",
            "refresh",
            "",
            "retry-after",
            "",
            "server",
            "",
            "set-cookie",
            "",
            "strict-transport-security",
            "",
            "transfer-encoding",
            "",
            "user-agent",
            "",
            "vary",
            "",
            "via",
            "",
            "www-authenticate",
            "");

    private @Nullable Entry[] ring = new Entry[16];
    private int newest;
    private int count;
    private int bytes;
    private int limit = DEFAULT_BYTES;

    private static Entry[] staticTable(String... namesAndValues) {
        Entry[] table = new Entry[namesAndValues.length / 2];
        for (int i = 0; i < table.length; i++) {
            table[i] = new Entry(HeaderName.of(namesAndValues[2 * i]), namesAndValues[2 * i + 1], 0);
        }
        return table;
    }

    /** The entry that {@code index} refers to, from 1; null if there is none. */
    @Nullable
    Entry at(int index) {
        if (index < 1) {
            return null;
        }
        if (index <= STATIC.length) {
            return STATIC[index - 1];
        }
        int age = index - STATIC.length - 1;
        return age < count ? ring[newest - age & ring.length - 1] : null;
    }

    /** Adds an entry and lets go of the oldest ones for which there is no room any more (section 4.4). */
    void add(HeaderName name, String value, int nameAndValueBytes) {
        int entryBytes = nameAndValueBytes + ENTRY_OVERHEAD;
        shrinkTo(limit - entryBytes);
        if (entryBytes > limit) {
            return;
        }
        if (count == ring.length) {
            grow();
        }
        newest = newest + 1 & ring.length - 1;
        ring[newest] = new Entry(name, value, entryBytes);
        count++;
        bytes += entryBytes;
    }

    /** Changes the size of the dynamic table; false if it is larger than what is followed. */
    boolean resize(int newLimit) {
        if (newLimit > MAX_BYTES) {
            return false;
        }
        limit = newLimit;
        shrinkTo(limit);
        return true;
    }

    /** Bytes in the dynamic table. */
    int bytes() {
        return bytes;
    }

    private void shrinkTo(int wanted) {
        while (count > 0 && bytes > wanted) {
            int oldest = newest - count + 1 & ring.length - 1;
            Entry entry = ring[oldest];
            if (entry != null) {
                bytes -= entry.bytes;
            }
            ring[oldest] = null;
            count--;
        }
    }

    private void grow() {
        @Nullable Entry[] larger = new Entry[2 * ring.length];
        for (int age = 0; age < count; age++) {
            larger[count - 1 - age] = ring[newest - age & ring.length - 1];
        }
        ring = larger;
        newest = count - 1;
    }
}
