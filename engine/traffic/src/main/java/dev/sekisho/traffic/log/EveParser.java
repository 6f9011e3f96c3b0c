package dev.sekisho.traffic.log;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import dev.sekisho.traffic.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lines of Suricata's EVE log: flow, http, tls, quic and dns events; the others tell nothing of sessions.
 *
 * <p>A flow event counts bytes as they were on the wire. What the payload was is reckoned by taking off the shortest
 * headers that the packets can have had, so that TCP options count as payload.
 */
final class EveParser implements LineParser {
    private static final int ETHERNET_HEADER = 14;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int DNS_PORT = 53;

    private final JsonFields fields = new JsonFields();

    @Override
    public @Nullable LogEvent parse(byte[] bytes, int start, int length, Losses losses) {
        int brace = start;
        while (brace < start + length && bytes[brace] != '{') {
            brace++; // a syslog prefix such as "@cee: " may stand before the object
        }
        if (length == 0) {
            return null;
        }
        if (!fields.row(bytes, brace, length - (brace - start))) {
            losses.add(Losses.Reason.MALFORMED_LOG_LINE);
            return null;
        }
        String type = fields.text("event_type");
        if (type == null) {
            losses.add(Losses.Reason.MALFORMED_LOG_LINE);
            return null;
        }
        return switch (type) {
            case "flow", "http", "tls", "quic" -> connectionEvent(type, losses);
            case "dns" -> answer();
            default -> null;
        };
    }

    private @Nullable LogEvent connectionEvent(String type, Losses losses) {
        String transport = fields.text("proto");
        if (transport != null && !transport.equals("TCP") && !transport.equals("UDP")) {
            return null;
        }
        String client = IpAddress.canonical(fields.text("src_ip"));
        String server = IpAddress.canonical(fields.text("dest_ip"));
        String id = fields.text("flow_id");
        long time = fields.seconds("timestamp");
        if (client == null || server == null || id == null || time == LogTime.NONE) {
            losses.add(Losses.Reason.MALFORMED_LOG_LINE);
            return null;
        }
        LogEvent.Ends ends = new LogEvent.Ends(
                "UDP".equals(transport) ? Transport.UDP : Transport.TCP,
                client,
                fields.port("src_port"),
                server,
                fields.port("dest_port"));
        return switch (type) {
            case "flow" -> flow(id, ends, time);
            case "http" -> new LogEvent.HttpSeen(id, ends, time, request(), response());
            case "tls" ->
                new LogEvent.TlsSeen(id, ends, time, Protocol.TLS, handshake("tls", certificate()), List.of());
            default -> new LogEvent.TlsSeen(id, ends, time, Protocol.QUIC, handshake("quic", null), List.of());
        };
    }

    private LogEvent flow(String id, LogEvent.Ends ends, long time) {
        long start = fields.seconds("flow.start");
        long end = fields.seconds("flow.end");
        start = start == LogTime.NONE ? time : start;
        end = end == LogTime.NONE ? time : end;
        long packetsUp = count("flow.pkts_toserver");
        long packetsDown = count("flow.pkts_toclient");
        int headers = ETHERNET_HEADER
                + (ends.client().indexOf(':') >= 0 ? IPV6_HEADER : IPV4_HEADER)
                + (ends.transport() == Transport.TCP ? TCP_HEADER : UDP_HEADER);
        long bytesUp = Math.max(0, count("flow.bytes_toserver") - packetsUp * headers);
        long bytesDown = Math.max(0, count("flow.bytes_toclient") - packetsDown * headers);
        boolean tcp = ends.transport() == Transport.TCP;
        return new LogEvent.ConnectionSeen(
                id,
                ends,
                start,
                Math.max(start, end),
                service(bytesUp + bytesDown),
                packetsUp,
                packetsDown,
                bytesUp,
                bytesDown,
                !"new".equals(fields.text("flow.state")) && packetsDown > 0,
                tcp && fields.has("tcp.tcp_flags") && !fields.flag("tcp.syn"),
                fields.flag("tcp.rst")
                        ? Connection.Ending.RESET
                        : fields.flag("tcp.fin") ? Connection.Ending.CLOSED : Connection.Ending.SILENT);
    }

    private Protocol service(long payload) {
        return switch (fields.text("app_proto")) {
            case "http", "http1" -> Protocol.HTTP;
            case "http2" -> Protocol.HTTP2;
            case "tls" -> Protocol.TLS;
            case "quic" -> Protocol.QUIC;
            case "dns" -> Protocol.DNS;
            case null, default -> payload == 0 ? Protocol.NONE : Protocol.OTHER;
        };
    }

    private HttpRequest request() {
        List<String> headers = fields.list("http.request_headers.name");
        return new HttpRequest(
                orEmpty(fields.text("http.http_method")),
                orEmpty(fields.text("http.url")),
                version(),
                fields.text("http.hostname"),
                fields.text("http.http_user_agent"),
                fields.text("http.http_refer"),
                header("request", "content-type"),
                headers,
                contains(headers, "cookie") || fields.has("http.cookie"),
                contains(headers, "authorization") || fields.has("http.authorization"),
                forwardedFor(),
                null,
                0,
                0,
                BodyType.EMPTY);
    }

    private @Nullable HttpResponse response() {
        long status = fields.number("http.status", 0);
        long body = count("http.length");
        if (status == 0 && body == 0) {
            return null;
        }
        List<String> headers = fields.list("http.response_headers.name");
        String type = fields.text("http.http_content_type");
        return new HttpResponse(
                Math.clamp(status, 0, 999),
                version(),
                type,
                header("response", "content-encoding"),
                header("response", "server"),
                fields.text("http.redirect"),
                headers,
                contains(headers, "set-cookie") || fields.has("http.set_cookie"),
                contains(headers, "etag") || contains(headers, "last-modified") || contains(headers, "expires"),
                body,
                0,
                MediaTypes.bodyType(type, body));
    }

    private String version() {
        String version = fields.text("http.version");
        String protocol = fields.text("http.protocol");
        if (version == null && protocol != null && protocol.startsWith("HTTP/")) {
            return protocol.substring("HTTP/".length());
        }
        return orEmpty(version);
    }

    /** A header's value where the log dumps all headers. */
    private @Nullable String header(String side, String name) {
        List<String> names = fields.list("http." + side + "_headers.name");
        List<String> values = fields.list("http." + side + "_headers.value");
        for (int i = 0; i < names.size() && names.size() == values.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return null;
    }

    private @Nullable String forwardedFor() {
        String told = fields.text("http.xff");
        if (told == null) {
            told = fields.text("xff");
        }
        if (told == null) {
            told = header("request", "x-forwarded-for");
        }
        if (told != null) {
            return ForwardedClient.leftMost("X-FORWARDED-FOR", told);
        }
        String forwarded = header("request", "forwarded");
        return forwarded == null ? null : ForwardedClient.leftMost("FORWARDED", forwarded);
    }

    private TlsFacts handshake(String prefix, @Nullable CertificateFacts certificate) {
        String chosen = fields.text(prefix + ".server_alpn");
        return new TlsFacts(
                fields.text(prefix + ".sni"),
                fields.list(prefix + ".client_alpns"),
                0,
                fields.text(prefix + ".ja3.hash"),
                fields.text(prefix + ".ja4"),
                TlsVersions.number(fields.text(prefix + ".version")),
                0,
                chosen,
                fields.text(prefix + ".ja3s.hash"),
                fields.flag(prefix + ".session_resumed"),
                certificate,
                false);
    }

    private @Nullable CertificateFacts certificate() {
        String subject = fields.text("tls.subject");
        String issuer = fields.text("tls.issuerdn");
        if (subject == null && issuer == null) {
            return null;
        }
        return new CertificateFacts(
                orEmpty(subject),
                orEmpty(issuer),
                subject == null ? null : DistinguishedName.commonName(subject),
                fields.list("tls.subjectaltname"),
                LogTime.instant(Math.max(0, fields.seconds("tls.notbefore"))),
                LogTime.instant(Math.max(0, fields.seconds("tls.notafter"))),
                Math.max(1, fields.list("tls.chain").size()),
                subject != null && subject.equals(issuer),
                "");
    }

    private @Nullable LogEvent answer() {
        String type = fields.text("dns.type");
        long time = fields.seconds("timestamp");
        if (type == null || type.equals("query") || type.equals("request") || time == LogTime.NONE) {
            return null;
        }
        boolean fromServer = fields.port("src_port") == DNS_PORT && fields.port("dest_port") != DNS_PORT;
        String client = IpAddress.canonical(fields.text(fromServer ? "dest_ip" : "src_ip"));
        String name = fields.text("dns.rrname");
        if (name == null) {
            name = fields.text("dns.queries.rrname");
        }
        List<String> addresses = new ArrayList<>();
        collect(fields.list("dns.answers.rdata"), addresses);
        if (addresses.isEmpty()) {
            collect(fields.list("dns.grouped.A"), addresses);
            collect(fields.list("dns.grouped.AAAA"), addresses);
            collect(fields.list("dns.rdata"), addresses);
        }
        return client == null || name == null || addresses.isEmpty()
                ? null
                : new LogEvent.AnswerSeen(time, client, ServerName.normal(name), addresses);
    }

    private static void collect(List<String> answers, List<String> addresses) {
        for (String answer : answers) {
            String address = IpAddress.canonical(answer);
            if (address != null) {
                addresses.add(address);
            }
        }
    }

    private long count(String name) {
        return Math.max(0, fields.number(name, 0));
    }

    private static boolean contains(List<String> names, String lower) {
        for (String name : names) {
            if (name.toLowerCase(Locale.ROOT).equals(lower)) {
                return true;
            }
        }
        return false;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
