package dev.sekisho.traffic.http;

import java.nio.charset.StandardCharsets;

/**
 * Tells whether bytes begin an HTTP/1.x message. Any token of RFC 9110 section 5.6.2 may be the method, because malware
 * invents its own, but then the target must be plausible and the line must end in a version.
 */
public final class HttpSniffer {
    /** Longest method that is believed, in bytes. */
    public static final int MAX_METHOD_BYTES = 32;

    /** Longest request line that is believed, in bytes. */
    public static final int MAX_REQUEST_LINE_BYTES = 16 * 1024;

    private static final byte[][] KNOWN_METHODS = ascii(
            "GET",
            "POST",
            "HEAD",
            "PUT",
            "DELETE",
            "OPTIONS",
            "CONNECT",
            "PATCH",
            "TRACE",
            "PROPFIND",
            "PROPPATCH",
            "MKCOL",
            "COPY",
            "MOVE",
            "LOCK",
            "UNLOCK",
            "REPORT",
            "SEARCH",
            "SUBSCRIBE",
            "UNSUBSCRIBE",
            "NOTIFY",
            "M-SEARCH",
            "MERGE",
            "MKACTIVITY",
            "CHECKOUT",
            "BPROPFIND",
            "BPROPPATCH",
            "POLL",
            "BMOVE",
            "BCOPY",
            "BDELETE",
            "RPC_CONNECT",
            "RPC_IN_DATA",
            "RPC_OUT_DATA",
            "RDG_IN_DATA",
            "RDG_OUT_DATA",
            "SOURCE",
            "CCM_POST",
            "BITS_POST",
            "PURGE",
            "LINK",
            "UNLINK",
            "QUERY");

    private static final byte[] VERSION = ascii(" HTTP/")[0];
    private static final byte[] STATUS_VERSION = ascii("HTTP/")[0];
    private static final byte[] ICY = ascii("ICY ")[0];
    private static final byte[] HTTP2_PREFACE_LINE = ascii("PRI * HTTP/2.0")[0];
    private static final byte[] GET = ascii("GET")[0];
    private static final boolean[] TOKEN = new boolean[256];
    private static final boolean[] METHOD_INITIAL = new boolean[256];

    static {
        for (int c = '!'; c <= '~'; c++) {
            TOKEN[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
        for (byte[] method : KNOWN_METHODS) {
            METHOD_INITIAL[method[0]] = true;
        }
    }

    private HttpSniffer() {}

    /**
     * Whether bytes begin a request of HTTP/0.9 to 1.1, or are the preface with which an HTTP/2 client begins. Decided
     * at the end of the first line at the latest.
     */
    public static Likeness looksLikeRequest(byte[] bytes, int offset, int length) {
        return request(bytes, offset, length, false);
    }

    /** Like {@link #looksLikeRequest} but with registered methods only, for bytes that may begin anywhere. */
    static Likeness looksLikeKnownRequest(byte[] bytes, int offset, int length) {
        return METHOD_INITIAL[bytes[offset] & 0xff] ? request(bytes, offset, length, true) : Likeness.NO;
    }

    private static Likeness request(byte[] bytes, int offset, int length, boolean knownOnly) {
        int end = offset + length;
        int limit = Math.min(end, offset + MAX_METHOD_BYTES + 1);
        int space = offset;
        while (space < limit && TOKEN[bytes[space] & 0xff]) {
            space++;
        }
        if (space == end) {
            return knownOnly && !mayBecomeKnown(bytes, offset, space) ? Likeness.NO : Likeness.NEEDS_MORE;
        }
        if (space == offset || space == limit || bytes[space] != ' ') {
            return Likeness.NO;
        }
        boolean known = isKnownMethod(bytes, offset, space);
        if (knownOnly && !known) {
            return Likeness.NO;
        }
        int target = space + 1;
        if (target == end) {
            return Likeness.NEEDS_MORE;
        }
        if (!known && !mayBeginTarget(bytes[target])) {
            return Likeness.NO;
        }
        return restOfRequest(bytes, offset, target, end, known);
    }

    private static Likeness restOfRequest(byte[] bytes, int offset, int target, int end, boolean known) {
        int limit = Math.min(end, offset + MAX_REQUEST_LINE_BYTES);
        for (int i = target; i < limit; i++) {
            int c = bytes[i] & 0xff;
            if (c == '\n') {
                int lineEnd = i > target && bytes[i - 1] == '\r' ? i - 1 : i;
                return isRequestLine(bytes, offset, target, lineEnd, known) ? Likeness.YES : Likeness.NO;
            }
            boolean plausible = c >= ' ' && c != 0x7f && (known || c < 0x80);
            if (!plausible && c != '\t' && !(c == '\r' && (i + 1 == end || bytes[i + 1] == '\n'))) {
                return Likeness.NO;
            }
        }
        return limit < end || end - offset >= MAX_REQUEST_LINE_BYTES ? Likeness.NO : Likeness.NEEDS_MORE;
    }

    private static boolean isRequestLine(byte[] bytes, int offset, int target, int lineEnd, boolean known) {
        int version = versionAt(bytes, target, lineEnd);
        if (version < 0) {
            return startsWith(bytes, offset, lineEnd, GET)
                    && target == offset + GET.length + 1
                    && bytes[target] == '/'
                    && indexOf(bytes, target, lineEnd, (byte) ' ') < 0;
        }
        int major = bytes[version + VERSION.length] - '0';
        if (major > 1) {
            return startsWith(bytes, offset, lineEnd, HTTP2_PREFACE_LINE)
                    && lineEnd - offset == HTTP2_PREFACE_LINE.length;
        }
        if (version <= target) {
            return false;
        }
        return known || isPlausibleTarget(bytes, target, version);
    }

    /** Where the version with its leading space begins in a request line, −1 if the line has none. */
    static int versionAt(byte[] bytes, int target, int lineEnd) {
        int end = lineEnd;
        while (end > target && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        int version = end - VERSION.length - 3;
        if (version < target - 1
                || !startsWith(bytes, Math.max(version, target - 1), end, VERSION)
                || !isDigit(bytes[end - 3])
                || bytes[end - 2] != '.'
                || !isDigit(bytes[end - 1])) {
            return -1;
        }
        return version;
    }

    /** Whether a request that was found plausible is one of HTTP/0.9: a line alone. */
    static boolean isVersionless(byte[] bytes, int from, int to) {
        if (!startsWith(bytes, from, to, GET)) {
            return false;
        }
        int lineEnd = indexOf(bytes, from, to, (byte) '\n');
        if (lineEnd > from && bytes[lineEnd - 1] == '\r') {
            lineEnd--;
        }
        return versionAt(bytes, Math.min(lineEnd, from + GET.length + 1), lineEnd) < 0;
    }

    /** Whether the line that {@code lineFeed} ends closes with the version of a request. */
    static boolean endsInVersion(byte[] bytes, int from, int lineFeed) {
        int lineEnd = lineFeed > from && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        return versionAt(bytes, from + 1, lineEnd) >= 0;
    }

    private static boolean isPlausibleTarget(byte[] bytes, int from, int to) {
        if (to <= from || indexOf(bytes, from, to, (byte) ' ') >= 0) {
            return false;
        }
        if (bytes[from] == '/') {
            return true;
        }
        if (bytes[from] == '*') {
            return to == from + 1;
        }
        int colon = indexOf(bytes, from, to, (byte) ':');
        return colon > from && colon + 2 < to && bytes[colon + 1] == '/' && bytes[colon + 2] == '/';
    }

    private static boolean mayBeginTarget(byte c) {
        return c == '/' || c == '*' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** Whether bytes begin a response: a status line of any version, or the answer of a SHOUTcast server. */
    public static Likeness looksLikeResponse(byte[] bytes, int offset, int length) {
        int end = offset + length;
        if (length == 0) {
            return Likeness.NEEDS_MORE;
        }
        int i;
        if (bytes[offset] == 'I') {
            if (!isPrefixOf(bytes, offset, end, ICY)) {
                return Likeness.NO;
            }
            i = offset + ICY.length;
        } else {
            if (!isPrefixOf(bytes, offset, end, STATUS_VERSION)) {
                return Likeness.NO;
            }
            i = offset + STATUS_VERSION.length;
            if ((i < end && !isDigit(bytes[i]))
                    || (i + 1 < end && bytes[i + 1] != '.')
                    || (i + 2 < end && !isDigit(bytes[i + 2]))
                    || (i + 3 < end && bytes[i + 3] != ' ')) {
                return Likeness.NO;
            }
            i += 4;
        }
        for (int digit = 0; digit < 3; digit++, i++) {
            if (i < end && (!isDigit(bytes[i]) || (digit == 0 && bytes[i] == '0'))) {
                return Likeness.NO;
            }
        }
        if (i >= end) {
            return Likeness.NEEDS_MORE;
        }
        byte after = bytes[i];
        return after == ' ' || after == '\r' || after == '\n' || after == '\t' ? Likeness.YES : Likeness.NO;
    }

    static boolean isKnownMethod(byte[] bytes, int from, int to) {
        for (byte[] method : KNOWN_METHODS) {
            if (method.length == to - from && startsWith(bytes, from, to, method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBecomeKnown(byte[] bytes, int from, int to) {
        for (byte[] method : KNOWN_METHODS) {
            if (to - from <= method.length && isPrefixOf(bytes, from, to, method)) {
                return true;
            }
        }
        return false;
    }

    static boolean isToken(int c) {
        return TOKEN[c & 0xff];
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    static int indexOf(byte[] bytes, int from, int to, byte wanted) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] text) {
        return to - from >= text.length && isPrefixOf(bytes, from, to, text);
    }

    /** Whether the bytes agree with {@code text} as far as both reach. */
    private static boolean isPrefixOf(byte[] bytes, int from, int to, byte[] text) {
        int length = Math.min(to - from, text.length);
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[][] ascii(String... texts) {
        byte[][] result = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            result[i] = texts[i].getBytes(StandardCharsets.US_ASCII);
        }
        return result;
    }
}
