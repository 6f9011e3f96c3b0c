package dev.sekisho.traffic.log;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import dev.sekisho.traffic.address.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of Squid's access.log: the native format, and the same followed by what it lacks.
 *
 * <pre>
 * %ts.%03tu %6tr %&gt;a %Ss/%03&gt;Hs %&lt;st %rm %ru %un %Sh/%&lt;a %mt
 *     %ssl::&gt;sni %&gt;st %&gt;p %lp "%{User-Agent}&gt;h" "%{Referer}&gt;h" "%{X-Forwarded-For}&gt;h"
 * </pre>
 *
 * <p>The fields of the second row may be cut off anywhere from the right. A proxy does not say which requests share a
 * connection, nor what goes through a tunnel: each line is a connection of its own, and a tunnel with a server name or
 * to port 443 is taken for TLS.
 */
final class SquidParser implements LineParser {
    private static final int NATIVE_FIELDS = 10;
    private static final int MAX_FIELDS = 32;
    private static final int HTTPS_PORT = 443;

    private static final int TIME = 0;
    private static final int ELAPSED = 1;
    private static final int CLIENT = 2;
    private static final int RESULT = 3;
    private static final int REPLY_BYTES = 4;
    private static final int METHOD = 5;
    private static final int URL = 6;
    private static final int USER = 7;
    private static final int HIERARCHY = 8;
    private static final int MEDIA_TYPE = 9;
    private static final int SERVER_NAME = 10;
    private static final int REQUEST_BYTES = 11;
    private static final int CLIENT_PORT = 12;
    private static final int USER_AGENT = 14;
    private static final int REFERER = 15;
    private static final int FORWARDED_FOR = 16;

    /** Whether the line has the shape of the native format. */
    static boolean looksNative(String line) {
        List<String> fields = split(line);
        return fields.size() >= NATIVE_FIELDS
                && fields.get(TIME).indexOf('.') > 0
                && LogTime.parse(fields.get(TIME)) != LogTime.NONE
                && whole(fields.get(ELAPSED)) != null
                && status(fields.get(RESULT)) >= 0
                && whole(fields.get(REPLY_BYTES)) != null
                && fields.get(HIERARCHY).indexOf('/') > 0;
    }

    @Override
    public @Nullable LogEvent parse(byte[] bytes, int start, int length, Losses losses) {
        if (length == 0) {
            return null;
        }
        List<String> fields = split(new String(bytes, start, length, StandardCharsets.UTF_8));
        LogEvent event = fields.size() < NATIVE_FIELDS ? null : transaction(fields);
        if (event == null && !(fields.size() >= NATIVE_FIELDS && hasNoRequest(fields))) {
            losses.add(Losses.Reason.MALFORMED_LOG_LINE);
        }
        return event;
    }

    /** A client that connected and left, or whose request Squid could not read, is no malformed line. */
    private static boolean hasNoRequest(List<String> fields) {
        String method = fields.get(METHOD);
        return fields.get(URL).startsWith("error:") || method.equals("NONE") || method.equals("-");
    }

    private static @Nullable LogEvent transaction(List<String> fields) {
        long end = LogTime.parse(fields.get(TIME));
        Long elapsed = whole(fields.get(ELAPSED));
        Long reply = whole(fields.get(REPLY_BYTES));
        String client = IpAddress.canonical(fields.get(CLIENT));
        int status = status(fields.get(RESULT));
        if (end == LogTime.NONE || elapsed == null || reply == null || client == null || status < 0) {
            return null;
        }
        String method = fields.get(METHOD);
        String url = fields.get(URL);
        String authority = method.equals("CONNECT") ? url : ServerName.authorityOf(url);
        if (hasNoRequest(fields) || ServerName.of(authority) == null) {
            return null;
        }
        boolean tunnel = method.equals("CONNECT") && status / 100 == 2;
        int port = ServerName.port(authority, url.startsWith("https:") ? HTTPS_PORT : tunnel ? 0 : 80);
        String serverName = field(fields, SERVER_NAME);
        Protocol protocol =
                !tunnel ? Protocol.HTTP : serverName != null || port == HTTPS_PORT ? Protocol.TLS : Protocol.OTHER;
        Long sent = fields.size() > REQUEST_BYTES ? whole(fields.get(REQUEST_BYTES)) : null;
        LogEvent.Ends ends =
                new LogEvent.Ends(Transport.TCP, client, clientPort(fields), peer(fields.get(HIERARCHY)), port);
        long start = end - Math.clamp(elapsed, 0, Integer.MAX_VALUE) * 1_000_000L;
        return new LogEvent.ProxyTransaction(
                ends,
                start,
                end,
                protocol,
                sent == null ? 0 : Math.max(0, sent),
                Math.max(0, reply),
                request(fields, method, url, authority),
                status == 0 ? null : response(fields, status, reply),
                tunnel && serverName != null ? named(serverName) : null);
    }

    private static int clientPort(List<String> fields) {
        Long port = fields.size() > CLIENT_PORT ? whole(fields.get(CLIENT_PORT)) : null;
        return port == null || port < 0 || port > 65_535 ? 0 : port.intValue();
    }

    private static HttpRequest request(List<String> fields, String method, String url, @Nullable String authority) {
        String forwardedFor = field(fields, FORWARDED_FOR);
        String user = field(fields, USER);
        return new HttpRequest(
                method,
                url,
                "",
                authority,
                field(fields, USER_AGENT),
                field(fields, REFERER),
                null,
                List.of(),
                false,
                false,
                forwardedFor == null ? null : ForwardedClient.leftMost("X-FORWARDED-FOR", forwardedFor),
                user == null ? null : decode(user),
                0,
                0,
                BodyType.EMPTY);
    }

    private static HttpResponse response(List<String> fields, int status, long bytes) {
        String type = field(fields, MEDIA_TYPE);
        return new HttpResponse(
                status,
                "",
                type,
                null,
                null,
                null,
                List.of(),
                false,
                false,
                Math.max(0, bytes),
                0,
                MediaTypes.bodyType(type, bytes));
    }

    private static TlsFacts named(String serverName) {
        return new TlsFacts(serverName, List.of(), 0, null, null, 0, 0, null, null, false, null, false);
    }

    /** The address in {@code HIER_DIRECT/192.0.2.1}, empty where Squid spoke to nobody or names its peer by name. */
    private static String peer(String hierarchy) {
        int slash = hierarchy.indexOf('/');
        String address = slash < 0 ? null : IpAddress.canonical(hierarchy.substring(slash + 1));
        return address == null ? "" : address;
    }

    /** The status in {@code TCP_MISS/200}, −1 if there is none. */
    private static int status(String result) {
        int slash = result.lastIndexOf('/');
        Long status = slash <= 0 ? null : whole(result.substring(slash + 1));
        return status == null || status < 0 || status > 999 ? -1 : status.intValue();
    }

    private static @Nullable String field(List<String> fields, int index) {
        if (index >= fields.size()) {
            return null;
        }
        String text = fields.get(index);
        return text.isEmpty() || text.equals("-") ? null : text;
    }

    private static @Nullable Long whole(String text) {
        try {
            return text.length() > 18 ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Splits at spaces; what stands in quotation marks is one field, with backslash escapes resolved. */
    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>(20);
        int at = 0;
        while (at < line.length() && fields.size() < MAX_FIELDS) {
            if (line.charAt(at) == ' ') {
                at++;
            } else if (line.charAt(at) == '"') {
                at = quoted(line, at + 1, fields);
            } else {
                int end = line.indexOf(' ', at);
                end = end < 0 ? line.length() : end;
                fields.add(line.substring(at, end));
                at = end;
            }
        }
        return fields;
    }

    private static int quoted(String line, int start, List<String> fields) {
        StringBuilder text = new StringBuilder();
        int at = start;
        while (at < line.length() && line.charAt(at) != '"') {
            char c = line.charAt(at++);
            if (c == '\\' && at < line.length()) {
                char escaped = line.charAt(at++);
                c = switch (escaped) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> escaped;
                };
            }
            text.append(c);
        }
        fields.add(text.toString());
        return at + 1;
    }

    /** Resolves percent-encoding, in which Squid writes user names; broken escapes stay. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = new byte[text.length() * 3];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                byte[] encoded = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(encoded, 0, bytes, length, encoded.length);
                length += encoded.length;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
