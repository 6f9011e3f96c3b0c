package dev.sekisho.traffic.log;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import dev.sekisho.traffic.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The logs of Zeek that tell of sessions, and what a row of each tells. */
enum ZeekLog {
    CONN {
        @Override
        @Nullable
        LogEvent event(LogFields row) {
            LogEvent.Ends ends = ends(row);
            long start = row.seconds("ts");
            String id = row.text("uid");
            if (ends == null || start == LogTime.NONE || id == null) {
                return null;
            }
            long duration = Math.max(0, row.seconds("duration"));
            String state = row.text("conn_state");
            long packetsUp = count(row, "orig_pkts");
            long packetsDown = count(row, "resp_pkts");
            boolean tcp = ends.transport() == Transport.TCP;
            long bytesUp = payload(row, "orig_bytes", "orig_ip_bytes", packetsUp, tcp);
            long bytesDown = payload(row, "resp_bytes", "resp_ip_bytes", packetsDown, tcp);
            return new LogEvent.ConnectionSeen(
                    id,
                    ends,
                    start,
                    start + duration,
                    service(row.text("service"), bytesUp + bytesDown),
                    packetsUp,
                    packetsDown,
                    bytesUp,
                    bytesDown,
                    isEstablished(state, packetsUp, packetsDown),
                    tcp && "OTH".equals(state),
                    ending(state));
        }

        @Override
        boolean isExpectedToTell(LogFields row) {
            // ICMP and the like are not connections here
            String transport = row.text("proto");
            return transport == null || transport.equals("tcp") || transport.equals("udp");
        }
    },

    HTTP {
        @Override
        @Nullable
        LogEvent event(LogFields row) {
            LogEvent.Ends ends = ends(row);
            long time = row.seconds("ts");
            String id = row.text("uid");
            if (ends == null || time == LogTime.NONE || id == null) {
                return null;
            }
            return new LogEvent.HttpSeen(id, ends, time, request(row), response(row));
        }
    },

    SSL {
        @Override
        @Nullable
        LogEvent event(LogFields row) {
            LogEvent.Ends ends = ends(row);
            long time = row.seconds("ts");
            String id = row.text("uid");
            if (ends == null || time == LogTime.NONE || id == null) {
                return null;
            }
            List<String> chain = row.list("cert_chain_fps");
            if (chain.isEmpty()) {
                chain = row.list("cert_chain_fuids");
            }
            Protocol protocol = ends.transport() == Transport.UDP ? Protocol.QUIC : Protocol.TLS;
            return new LogEvent.TlsSeen(id, ends, time, protocol, handshake(row), chain);
        }
    },

    QUIC {
        @Override
        @Nullable
        LogEvent event(LogFields row) {
            LogEvent.Ends ends = ends(row);
            long time = row.seconds("ts");
            String id = row.text("uid");
            if (ends == null || time == LogTime.NONE || id == null) {
                return null;
            }
            String offered = row.text("client_protocol");
            TlsFacts facts = new TlsFacts(
                    row.text("server_name"),
                    offered == null ? List.of() : List.of(offered),
                    0,
                    null,
                    null,
                    0,
                    0,
                    null,
                    null,
                    false,
                    null,
                    false);
            LogEvent.Ends overUdp = new LogEvent.Ends(
                    Transport.UDP, ends.client(), ends.clientPort(), ends.server(), ends.serverPort());
            return new LogEvent.TlsSeen(id, overUdp, time, Protocol.QUIC, facts, List.of());
        }
    },

    X509 {
        @Override
        @Nullable
        LogEvent event(LogFields row) {
            String fingerprint = row.text("fingerprint");
            String key = fingerprint != null ? fingerprint : row.text("id");
            long time = row.seconds("ts");
            if (key == null || time == LogTime.NONE) {
                return null;
            }
            String subject = orEmpty(row.text("certificate.subject"));
            String issuer = orEmpty(row.text("certificate.issuer"));
            List<String> names = new ArrayList<>(row.list("san.dns"));
            names.addAll(row.list("san.ip"));
            CertificateFacts facts = new CertificateFacts(
                    subject,
                    issuer,
                    DistinguishedName.commonName(subject),
                    names,
                    LogTime.instant(Math.max(row.seconds("certificate.not_valid_before"), 0)),
                    LogTime.instant(Math.max(row.seconds("certificate.not_valid_after"), 0)),
                    1,
                    !subject.isEmpty() && subject.equals(issuer),
                    fingerprint == null ? "" : fingerprint);
            return new LogEvent.CertificateSeen(time, key, facts);
        }
    },

    DNS {
        @Override
        @Nullable
        LogEvent event(LogFields row) {
            String client = row.text("id.orig_h");
            String name = row.text("query");
            long time = row.seconds("ts");
            if (client == null || name == null || time == LogTime.NONE) {
                return null;
            }
            List<String> addresses = new ArrayList<>();
            for (String answer : row.list("answers")) {
                String address = IpAddress.canonical(answer);
                if (address != null) {
                    addresses.add(address);
                }
            }
            String asking = IpAddress.canonical(client);
            return asking == null || addresses.isEmpty()
                    ? null
                    : new LogEvent.AnswerSeen(time, asking, ServerName.normal(name), addresses);
        }

        @Override
        boolean isExpectedToTell(LogFields row) {
            // most answers name no address, which is nothing wrong
            return row.text("ts") == null;
        }
    };

    /** What the row tells, null if it lacks what it must have. */
    abstract @Nullable LogEvent event(LogFields row);

    /** Whether a row that tells nothing is malformed. */
    boolean isExpectedToTell(LogFields row) {
        return true;
    }

    /** The log named {@code path} or, where no name is given, the one that has these fields; null if none of ours. */
    static @Nullable ZeekLog of(@Nullable String path, Predicate<String> has) {
        if (path != null) {
            return switch (path) {
                case "conn" -> CONN;
                case "http" -> HTTP;
                case "ssl" -> SSL;
                case "quic" -> QUIC;
                case "x509" -> X509;
                case "dns" -> DNS;
                default -> null;
            };
        }
        if (has.test("certificate.subject")) {
            return X509;
        }
        if (!has.test("uid") || !has.test("id.orig_h")) {
            return null;
        }
        if (has.test("trans_depth")) {
            return HTTP;
        }
        if (has.test("conn_state") || has.test("orig_ip_bytes")) {
            return CONN;
        }
        if (has.test("query") || has.test("trans_id")) {
            return DNS;
        }
        if (has.test("client_initial_dcid")) {
            return QUIC;
        }
        return has.test("ssl_history") || has.test("cipher") || has.test("established") ? SSL : null;
    }

    private static LogEvent.@Nullable Ends ends(LogFields row) {
        String client = IpAddress.canonical(row.text("id.orig_h"));
        String server = IpAddress.canonical(row.text("id.resp_h"));
        String transport = row.text("proto");
        if (client == null || server == null || (transport != null && !isTcpOrUdp(transport))) {
            return null;
        }
        return new LogEvent.Ends(
                "udp".equals(transport) ? Transport.UDP : Transport.TCP,
                client,
                row.port("id.orig_p"),
                server,
                row.port("id.resp_p"));
    }

    private static boolean isTcpOrUdp(String transport) {
        return transport.equals("tcp") || transport.equals("udp");
    }

    private static long count(LogFields row, String name) {
        return Math.max(0, row.number(name, 0));
    }

    /**
     * The payload bytes of one side. For TCP Zeek takes them from sequence numbers, which a reset with a made-up number
     * makes absurd; then what the packets carried stands in for them.
     */
    private static long payload(LogFields row, String name, String packetBytes, long packets, boolean tcp) {
        long payload = count(row, name);
        long carried = row.number(packetBytes, -1);
        if (tcp && carried >= 0 && payload > carried + count(row, "missed_bytes")) {
            return Math.max(0, carried - packets * 40);
        }
        return payload;
    }

    private static Protocol service(@Nullable String services, long bytes) {
        if (services == null) {
            return bytes == 0 ? Protocol.NONE : Protocol.OTHER;
        }
        String all = "," + services.toLowerCase(Locale.ROOT) + ",";
        if (all.contains(",quic,")) {
            return Protocol.QUIC;
        }
        if (all.contains(",http,")) {
            return Protocol.HTTP;
        }
        if (all.contains(",ssl,")) {
            return Protocol.TLS;
        }
        return all.contains(",dns,") ? Protocol.DNS : Protocol.OTHER;
    }

    private static boolean isEstablished(@Nullable String state, long packetsUp, long packetsDown) {
        return switch (state) {
            case "S1", "SF", "S2", "S3", "RSTO", "RSTR" -> true;
            case "S0", "REJ", "RSTOS0", "RSTRH", "SH", "SHR" -> false;
            case null, default -> packetsUp > 0 && packetsDown > 0;
        };
    }

    private static Connection.Ending ending(@Nullable String state) {
        return switch (state) {
            case "SF" -> Connection.Ending.CLOSED;
            case "REJ", "RSTO", "RSTR", "RSTOS0", "RSTRH" -> Connection.Ending.RESET;
            case null, default -> Connection.Ending.SILENT;
        };
    }

    private static HttpRequest request(LogFields row) {
        String method = orEmpty(row.text("method"));
        String target = orEmpty(row.text("uri"));
        String user = row.text("username");
        boolean toProxy = method.equals("CONNECT") || target.startsWith("http://");
        List<String> headers = row.list("client_header_names");
        long body = count(row, "request_body_len");
        return new HttpRequest(
                method,
                target,
                orEmpty(row.text("version")),
                row.text("host"),
                row.text("user_agent"),
                row.text("referrer"),
                null,
                headers,
                headers.contains("COOKIE") || row.text("cookie_vars") != null,
                user != null && !toProxy,
                forwardedFor(row.list("proxied")),
                toProxy ? user : null,
                body,
                0,
                MediaTypes.bodyType(first(row.list("orig_mime_types")), body));
    }

    private static @Nullable HttpResponse response(LogFields row) {
        long status = row.number("status_code", 0);
        long body = count(row, "response_body_len");
        if (status == 0 && body == 0) {
            return null;
        }
        List<String> headers = row.list("server_header_names");
        return new HttpResponse(
                Math.clamp(status, 0, 999),
                orEmpty(row.text("version")),
                null,
                null,
                null,
                null,
                headers,
                headers.contains("SET-COOKIE"),
                headers.contains("ETAG") || headers.contains("LAST-MODIFIED") || headers.contains("EXPIRES"),
                body,
                0,
                MediaTypes.bodyType(first(row.list("resp_mime_types")), body));
    }

    /** The left-most client among the proxy headers that Zeek logs as {@code NAME -> value}. */
    private static @Nullable String forwardedFor(List<String> headers) {
        for (String header : headers) {
            int arrow = header.indexOf(" -> ");
            if (arrow > 0) {
                String client = ForwardedClient.leftMost(header.substring(0, arrow), header.substring(arrow + 4));
                if (client != null) {
                    return client;
                }
            }
        }
        return null;
    }

    private static TlsFacts handshake(LogFields row) {
        return new TlsFacts(
                row.text("server_name"),
                List.of(),
                0,
                row.text("ja3"),
                row.text("ja4"),
                TlsVersions.number(row.text("version")),
                0,
                row.text("next_protocol"),
                row.text("ja3s"),
                row.flag("resumed"),
                certificate(row),
                false);
    }

    /** What Zeek before 5 says of the certificate in the ssl log itself. */
    private static @Nullable CertificateFacts certificate(LogFields row) {
        String subject = row.text("subject");
        String issuer = row.text("issuer");
        if (subject == null && issuer == null) {
            return null;
        }
        return new CertificateFacts(
                orEmpty(subject),
                orEmpty(issuer),
                subject == null ? null : DistinguishedName.commonName(subject),
                List.of(),
                LogTime.instant(0),
                LogTime.instant(0),
                Math.max(1, row.list("cert_chain_fuids").size()),
                subject != null && subject.equals(issuer),
                "");
    }

    private static @Nullable String first(List<String> list) {
        return list.isEmpty() ? null : list.getFirst();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
