package dev.sekisho.traffic.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The start line and header section of one HTTP/1.x message, as far as they matter. Lenient as servers and malware are:
 * lines may end in a bare line feed, values may be folded, names may be followed by spaces.
 */
final class MessageHead {
    /** Longest header value that is kept, in bytes; what goes beyond is cut off. */
    static final int MAX_VALUE_BYTES = 4096;

    /** Most header fields of one message that are looked at. */
    static final int MAX_FIELDS = 512;

    /** Length of a body whose header section names none. */
    static final long UNKNOWN_LENGTH = -1;

    /** Most decimal digits of a Content-Length, leading zeros included. */
    private static final int MAX_LENGTH_DIGITS = 18;

    private static final int USUAL_FIELDS = 16;

    final boolean request;
    String method = "";
    String target = "";
    String version = "1.0";
    int status;

    @Nullable
    String targetAuthority;

    @Nullable
    String host;

    @Nullable
    String userAgent;

    @Nullable
    String referer;

    @Nullable
    String contentType;

    @Nullable
    String contentEncoding;

    @Nullable
    String server;

    @Nullable
    String location;

    @Nullable
    String forwardedFor;

    @Nullable
    String proxyUser;

    @Nullable
    String upgrade;

    List<String> names = List.of();
    boolean sendsCookie;
    boolean setsCookie;
    boolean sendsCredentials;
    boolean cacheable;
    boolean expectsContinue;
    boolean transferCoded;
    boolean chunked;
    long contentLength = UNKNOWN_LENGTH;
    /** Whether a part could not be understood. */
    boolean malformed;

    private String[] fields = new String[USUAL_FIELDS];
    private int fieldCount;
    private boolean forwarded;
    private boolean lengthRefused;

    private MessageHead(boolean request) {
        this.request = request;
    }

    /** The head of an HTTP/2 message, to which its fields are to be added one by one. */
    static MessageHead http2(boolean request) {
        MessageHead head = new MessageHead(request);
        head.version = "2";
        return head;
    }

    /** The head of a response without status line and header section, as HTTP/0.9 sends it. */
    static MessageHead bareResponse() {
        MessageHead head = new MessageHead(false);
        head.status = 200;
        head.version = "0.9";
        return head;
    }

    /**
     * Reads the head that begins at {@code from} and ends before {@code to} with its blank line or, where it was cut,
     * anywhere.
     */
    static MessageHead parse(boolean request, byte[] bytes, int from, int to) {
        MessageHead head = new MessageHead(request);
        int lineFeed = lineFeed(bytes, from, to);
        int lineEnd = withoutReturn(bytes, from, lineFeed);
        if (request) {
            head.requestLine(bytes, from, lineEnd);
        } else {
            head.statusLine(bytes, from, lineEnd);
        }
        if (!head.version.equals("0.9")) {
            head.headerSection(bytes, Math.min(to, lineFeed + 1), to);
        }
        head.names = TextCache.names(head.fields, head.fieldCount);
        head.fields = EMPTY;
        return head;
    }

    private static final String[] EMPTY = {};

    private void requestLine(byte[] bytes, int from, int to) {
        int space = from;
        while (space < to && bytes[space] != ' ') {
            space++;
        }
        method = TextCache.text(bytes, from, space);
        int targetFrom = Math.min(to, space + 1);
        int versionAt = HttpSniffer.versionAt(bytes, targetFrom, to);
        int targetTo = versionAt < 0 ? to : versionAt;
        if (versionAt < 0) {
            version = "0.9";
        } else {
            version = version(bytes, versionAt + " HTTP/".length());
        }
        while (targetFrom < targetTo && bytes[targetFrom] == ' ') {
            targetFrom++;
        }
        target = TextCache.text(bytes, targetFrom, Math.max(targetFrom, targetTo));
        if (method.equals("CONNECT")) {
            targetAuthority = target.isEmpty() ? null : target;
        } else if (!target.startsWith("/")) {
            absoluteTarget();
        }
    }

    /** Takes the authority out of {@code scheme://user@host:port/path} and drops the user, who may carry a password. */
    private void absoluteTarget() {
        int scheme = target.indexOf("://");
        if (scheme <= 0 || scheme > 10) {
            return;
        }
        int authorityFrom = scheme + 3;
        int authorityTo = authorityFrom;
        while (authorityTo < target.length() && "/?#".indexOf(target.charAt(authorityTo)) < 0) {
            authorityTo++;
        }
        String authority = target.substring(authorityFrom, authorityTo);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            authority = authority.substring(at + 1);
            target = target.substring(0, authorityFrom) + authority + target.substring(authorityTo);
        }
        targetAuthority = authority.isEmpty() ? null : authority;
    }

    private void statusLine(byte[] bytes, int from, int to) {
        int code;
        if (bytes[from] == 'I') {
            version = "1.0";
            code = from + "ICY ".length();
        } else {
            version = version(bytes, from + "HTTP/".length());
            code = from + "HTTP/1.1 ".length();
        }
        status = 0;
        for (int i = code; i < Math.min(to, code + 3); i++) {
            status = 10 * status + bytes[i] - '0';
        }
    }

    private static String version(byte[] bytes, int major) {
        if (bytes[major] == '1') {
            return bytes[major + 2] == '0' ? "1.0" : "1.1";
        }
        return bytes[major] == '0' ? "1.0" : "1.1";
    }

    private void headerSection(byte[] bytes, int from, int to) {
        int line = from;
        while (line < to) {
            int lineFeed = lineFeed(bytes, line, to);
            int lineEnd = withoutReturn(bytes, line, lineFeed);
            if (lineEnd == line) {
                return;
            }
            boolean folded = false;
            while (lineFeed + 1 < to && (bytes[lineFeed + 1] == ' ' || bytes[lineFeed + 1] == '\t')) {
                folded = true;
                int start = lineFeed + 1;
                lineFeed = lineFeed(bytes, start, to);
                lineEnd = withoutReturn(bytes, start, lineFeed);
            }
            field(bytes, line, lineEnd, folded);
            line = lineFeed + 1;
        }
    }

    private void field(byte[] bytes, int from, int to, boolean folded) {
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        int nameEnd = colon;
        while (nameEnd > from && isSpace(bytes[nameEnd - 1])) {
            nameEnd--;
        }
        if (colon == to || nameEnd == from) {
            malformed = true;
            return;
        }
        HeaderName name = TextCache.name(bytes, from, nameEnd);
        if (remember(name) && name.kind() != HeaderName.Kind.OTHER) {
            int valueFrom = colon + 1;
            while (valueFrom < to && isSpace(bytes[valueFrom])) {
                valueFrom++;
            }
            int valueTo = to;
            while (valueTo > valueFrom && isSpace(bytes[valueTo - 1])) {
                valueTo--;
            }
            value(name.kind(), bytes, valueFrom, Math.min(valueTo, valueFrom + MAX_VALUE_BYTES), folded);
        }
    }

    /** Adds a field of an HTTP/2 header block; pseudo-header fields (RFC 9113 section 8.3) become the start line. */
    void add(HeaderName name, String value) {
        String text = name.text();
        if (!text.startsWith(":")) {
            if (remember(name)) {
                textValue(name.kind(), value);
            }
            return;
        }
        switch (text) {
            case ":method" -> method = value;
            case ":path" -> target = value;
            case ":authority" -> targetAuthority = value.isEmpty() ? null : value;
            case ":status" -> status = statusOf(value);
            default -> {}
        }
    }

    /** Whether this is how a client begins that speaks HTTP/2 from the start (RFC 9113 section 3.4). */
    boolean isHttp2Preface() {
        return method.equals("PRI") && target.equals("*") && names.isEmpty();
    }

    /** Ends the fields of an HTTP/2 header block. */
    void seal() {
        if (method.equals("CONNECT") && target.isEmpty() && targetAuthority != null) {
            target = targetAuthority;
        }
        names = TextCache.names(fields, fieldCount);
        fields = EMPTY;
    }

    private static int statusOf(String value) {
        int status = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9' || i == 3) {
                return 0;
            }
            status = 10 * status + c - '0';
        }
        return status;
    }

    private boolean remember(HeaderName name) {
        if (fieldCount == MAX_FIELDS) {
            return false;
        }
        if (fieldCount == fields.length) {
            fields = Arrays.copyOf(fields, Math.max(USUAL_FIELDS, 2 * fieldCount));
        }
        fields[fieldCount++] = name.text();
        return true;
    }

    private void value(HeaderName.Kind kind, byte[] bytes, int from, int to, boolean folded) {
        switch (kind) {
            case CONTENT_LENGTH -> contentLength(bytes, from, to);
            case PROXY_AUTHORIZATION ->
                proxyUser = proxyUser == null ? Forwarding.basicUser(bytes, from, to) : proxyUser;
            case COOKIE, SET_COOKIE, AUTHORIZATION, ETAG, LAST_MODIFIED -> textValue(kind, "");
            default -> {
                String text = folded ? unfolded(bytes, from, to) : TextCache.text(bytes, from, to);
                textValue(kind, text);
            }
        }
    }

    private void textValue(HeaderName.Kind kind, String text) {
        switch (kind) {
            case COOKIE -> sendsCookie = true;
            case SET_COOKIE -> setsCookie = true;
            case AUTHORIZATION -> sendsCredentials = true;
            case ETAG, LAST_MODIFIED -> cacheable = true;
            case PROXY_AUTHORIZATION -> proxyUser = proxyUser == null && !text.isEmpty() ? text : proxyUser;
            case HOST -> host = host == null ? text : host;
            case USER_AGENT -> userAgent = userAgent == null ? text : userAgent;
            case REFERER -> referer = referer == null ? text : referer;
            case CONTENT_TYPE -> contentType = contentType == null ? text : contentType;
            case CONTENT_ENCODING -> contentEncoding = contentEncoding == null ? text : contentEncoding;
            case SERVER -> server = server == null ? text : server;
            case LOCATION -> location = location == null ? text : location;
            case UPGRADE -> upgrade = upgrade == null ? text : upgrade;
            case EXPECT -> expectsContinue |= text.equalsIgnoreCase("100-continue");
            case TRANSFER_ENCODING -> transferEncoding(text);
            case EXPIRES -> cacheable |= !text.equals("0") && !text.equals("-1");
            case CACHE_CONTROL -> cacheable |= hasPositiveAge(text);
            case FORWARDED -> forwarded(Forwarding.forwarded(text), true);
            case X_FORWARDED_FOR -> forwarded(Forwarding.xForwardedFor(text), false);
            default -> {}
        }
    }

    private void forwarded(@Nullable String client, boolean standard) {
        if (client != null && (forwardedFor == null || (standard && !forwarded))) {
            forwardedFor = client;
            forwarded = standard;
        }
    }

    private void transferEncoding(String text) {
        if (text.equalsIgnoreCase("identity")) {
            return; // RFC 2616 section 3.6: no coding at all
        }
        transferCoded = true;
        String last = text.substring(text.lastIndexOf(',') + 1).strip();
        chunked = last.equalsIgnoreCase("chunked");
    }

    /** RFC 9112 section 6.3: several equal lengths are one; different ones and those that are no number are none. */
    private void contentLength(byte[] bytes, int from, int to) {
        long length = 0;
        int digits = 0;
        for (int i = from; i <= to; i++) {
            byte c = i < to ? bytes[i] : (byte) ',';
            if (c >= '0' && c <= '9') {
                length = 10 * length + c - '0';
                digits++;
            } else if (c == ',' && digits > 0) {
                oneLength(length);
                length = 0;
                digits = 0;
            } else if (!isSpace(c)) {
                digits = MAX_LENGTH_DIGITS + 1;
            }
            if (digits > MAX_LENGTH_DIGITS) {
                refuseLength();
                return;
            }
        }
    }

    private void oneLength(long length) {
        if (contentLength != UNKNOWN_LENGTH && contentLength != length) {
            refuseLength();
        } else if (!lengthRefused) {
            contentLength = length;
        }
    }

    private void refuseLength() {
        malformed = true;
        lengthRefused = true;
        contentLength = UNKNOWN_LENGTH;
    }

    private static boolean hasPositiveAge(String cacheControl) {
        String text = cacheControl.toLowerCase(Locale.ROOT);
        int age = text.indexOf("max-age=");
        if (age < 0) {
            return false;
        }
        for (int i = age + "max-age=".length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '1' && c <= '9') {
                return true;
            }
            if (c != '0' && c != '"') {
                return false;
            }
        }
        return false;
    }

    private static String unfolded(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = (char) (bytes[i] & 0xff);
            if (c == '\r' || c == '\n') {
                while (i + 1 < to && (isSpace(bytes[i + 1]) || bytes[i + 1] == '\n')) {
                    i++;
                }
                text.append(' ');
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\r';
    }

    private static int lineFeed(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    private static int withoutReturn(byte[] bytes, int from, int lineFeed) {
        return lineFeed > from && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    }
}
