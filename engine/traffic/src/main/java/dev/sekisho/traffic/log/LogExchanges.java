package dev.sekisho.traffic.log;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import dev.sekisho.traffic.address.IpAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes exchanges and connections, with who speaks with whom, out of what the lines about one connection tell together.
 *
 * <p>Logs tell the sizes of bodies and of whole connections, not of single messages: what a connection carried beyond
 * its bodies is shared out evenly among its requests, so that the size of a lone request is exact.
 */
final class LogExchanges {
    /** What a request line and the headers that no log tells are reckoned to take at least. */
    private static final int BARE_REQUEST_BYTES = 40;

    private final TimeOrder order;
    private final List<IpNetwork> trustedProxies;

    LogExchanges(SessionSettings settings, TimeOrder order) {
        this.order = order;
        this.trustedProxies = settings.trustedProxies();
    }

    void answer(LogEvent.AnswerSeen answer) {
        for (String address : answer.addresses()) {
            order.resolved(answer.nanos(), answer.client(), answer.name(), address);
        }
    }

    /** Tells a whole connection with what waited for it. */
    void connection(LogEvent.ConnectionSeen whole, ConnectionJoin.@Nullable Waiting waiting, @Nullable TlsFacts tls) {
        List<LogEvent.HttpSeen> requests = waiting == null ? List.of() : waiting.requests;
        int told = waiting == null ? 0 : waiting.told;
        int exchanges = told + requests.size();
        Protocol protocol = protocol(whole.service(), exchanges > 0, waiting == null ? null : waiting.handshake);
        SessionKey key = requests.isEmpty()
                ? key(whole.ends(), null, tls)
                : key(whole.ends(), requests.getFirst().request(), tls);
        if (!requests.isEmpty()) {
            boolean tunnel = isTunnel(requests.getLast());
            if (tunnel) {
                exchanges += tunnel(whole, requests, key, tls);
                protocol = tls != null ? Protocol.TLS : Protocol.OTHER;
            } else {
                share(whole, requests, told, tls);
            }
        } else if (told == 0 && whole.bytesUp() + whole.bytesDown() > 0) {
            order.exchange(
                    key, protocol, opaque(whole.startNanos(), whole.nanos(), whole.bytesUp(), whole.bytesDown()));
            exchanges = 1;
        }
        order.connection(
                key,
                new Connection(
                        whole.ends().transport(),
                        protocol,
                        LogTime.instant(whole.startNanos()),
                        LogTime.instant(whole.nanos()),
                        whole.ends().clientPort(),
                        key.port(),
                        whole.packetsUp(),
                        whole.packetsDown(),
                        whole.bytesUp(),
                        whole.bytesDown(),
                        exchanges,
                        whole.established(),
                        whole.openedBeforeLog(),
                        whole.ending(),
                        tls,
                        Opening.EMPTY,
                        Opening.EMPTY));
    }

    /** Tells the requests of a connection whose end is still to come. */
    void requestsAhead(ConnectionJoin.Waiting waiting) {
        for (LogEvent.HttpSeen seen : waiting.requests) {
            order.exchange(key(seen.ends(), seen.request(), null), Protocol.HTTP, reckoned(seen));
        }
    }

    /** Tells a connection whose end no log tells. */
    void unfinished(ConnectionJoin.Waiting waiting, @Nullable TlsFacts tls) {
        requestsAhead(waiting);
        List<LogEvent.HttpSeen> requests = waiting.requests;
        long start = waiting.sinceNanos;
        long end =
                requests.isEmpty() ? start : Math.max(start, requests.getLast().nanos());
        long up = 0;
        long down = 0;
        for (LogEvent.HttpSeen seen : requests) {
            Exchange exchange = reckoned(seen);
            up += exchange.bytesUp();
            down += exchange.bytesDown();
        }
        int exchanges = waiting.told + requests.size();
        HttpRequest first = requests.isEmpty() ? null : requests.getFirst().request();
        SessionKey key = key(waiting.ends, first, tls);
        Protocol protocol = protocol(Protocol.OTHER, exchanges > 0, waiting.handshake);
        if (exchanges == 0) {
            order.exchange(key, protocol, opaque(start, end, 0, 0));
            exchanges = 1;
        }
        order.connection(
                key,
                new Connection(
                        waiting.ends.transport(),
                        protocol,
                        LogTime.instant(start),
                        LogTime.instant(end),
                        waiting.ends.clientPort(),
                        key.port(),
                        0,
                        0,
                        up,
                        down,
                        exchanges,
                        true,
                        false,
                        Connection.Ending.INPUT_ENDED,
                        tls,
                        Opening.EMPTY,
                        Opening.EMPTY));
    }

    /** Tells a proxy's transaction: a connection of its own, since proxies do not say which requests share one. */
    void transaction(LogEvent.ProxyTransaction seen) {
        SessionKey key = key(seen.ends(), seen.request(), seen.tls());
        boolean encrypted = seen.service() != Protocol.HTTP;
        Exchange exchange = new Exchange(
                LogTime.instant(seen.startNanos()),
                null,
                LogTime.instant(seen.nanos()),
                seen.bytesUp(),
                seen.bytesDown(),
                encrypted ? null : seen.request(),
                encrypted ? null : seen.response());
        order.exchange(key, seen.service(), exchange);
        order.connection(
                key,
                new Connection(
                        Transport.TCP,
                        seen.service(),
                        exchange.start(),
                        exchange.end(),
                        seen.ends().clientPort(),
                        key.port(),
                        0,
                        0,
                        seen.bytesUp(),
                        seen.bytesDown(),
                        1,
                        seen.bytesDown() > 0,
                        false,
                        Connection.Ending.CLOSED,
                        seen.tls(),
                        Opening.EMPTY,
                        Opening.EMPTY));
    }

    private void share(
            LogEvent.ConnectionSeen whole, List<LogEvent.HttpSeen> requests, int told, @Nullable TlsFacts tls) {
        long bodiesUp = 0;
        long bodiesDown = 0;
        for (LogEvent.HttpSeen seen : requests) {
            bodiesUp += seen.request().bodyBytes();
            bodiesDown += bodyBytes(seen);
        }
        long headersUp = Math.max(0, whole.bytesUp() - bodiesUp) / requests.size();
        long headersDown = Math.max(0, whole.bytesDown() - bodiesDown) / requests.size();
        for (LogEvent.HttpSeen seen : requests) {
            Instant time = LogTime.instant(Math.clamp(seen.nanos(), whole.startNanos(), whole.nanos()));
            Exchange exchange = told > 0
                    ? reckoned(seen)
                    : new Exchange(
                            time,
                            null,
                            time,
                            seen.request().bodyBytes() + headersUp,
                            bodyBytes(seen) + headersDown,
                            seen.request(),
                            seen.response());
            order.exchange(key(seen.ends(), seen.request(), tls), Protocol.HTTP, exchange);
        }
    }

    /** Tells the requests and what went through the tunnel that the last one opened; how many exchanges that adds. */
    private int tunnel(
            LogEvent.ConnectionSeen whole, List<LogEvent.HttpSeen> requests, SessionKey key, @Nullable TlsFacts tls) {
        long up = whole.bytesUp();
        long down = whole.bytesDown();
        for (LogEvent.HttpSeen seen : requests) {
            Exchange exchange = reckoned(seen);
            up -= exchange.bytesUp();
            down -= exchange.bytesDown();
            order.exchange(key(seen.ends(), seen.request(), tls), Protocol.HTTP, exchange);
        }
        if (up <= 0 && down <= 0) {
            return 0;
        }
        long start = Math.max(whole.startNanos(), requests.getLast().nanos());
        Protocol inside = tls != null ? Protocol.TLS : Protocol.OTHER;
        order.exchange(key, inside, opaque(start, Math.max(start, whole.nanos()), Math.max(0, up), Math.max(0, down)));
        return 1;
    }

    private static boolean isTunnel(LogEvent.HttpSeen seen) {
        return seen.request().method().equals("CONNECT")
                && seen.response() != null
                && seen.response().status() / 100 == 2;
    }

    private static Exchange opaque(long startNanos, long endNanos, long up, long down) {
        return new Exchange(LogTime.instant(startNanos), null, LogTime.instant(endNanos), up, down, null, null);
    }

    /** An exchange of whose size only the bodies and the longest headers are known. */
    private static Exchange reckoned(LogEvent.HttpSeen seen) {
        HttpRequest request = seen.request();
        long up = request.bodyBytes()
                + BARE_REQUEST_BYTES
                + request.target().length()
                + length(request.host())
                + length(request.userAgent())
                + length(request.referer());
        return new Exchange(
                LogTime.instant(seen.nanos()),
                null,
                LogTime.instant(seen.nanos()),
                up,
                bodyBytes(seen) + (seen.response() == null ? 0 : BARE_REQUEST_BYTES),
                request,
                seen.response());
    }

    private static long bodyBytes(LogEvent.HttpSeen seen) {
        return seen.response() == null ? 0 : seen.response().bodyBytes();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static Protocol protocol(Protocol service, boolean http, LogEvent.@Nullable TlsSeen handshake) {
        if (http) {
            return service == Protocol.HTTP2 ? Protocol.HTTP2 : Protocol.HTTP;
        }
        // Zeek's ssl log has no transport: only the connection says that a handshake was QUIC's
        return handshake == null || service == Protocol.QUIC ? service : handshake.protocol();
    }

    private SessionKey key(LogEvent.Ends ends, @Nullable HttpRequest request, @Nullable TlsFacts tls) {
        String client = client(ends.client(), request);
        String address = ends.server();
        int port = ends.serverPort();
        String server = null;
        if (request != null) {
            boolean tunnel = request.method().equals("CONNECT");
            String target = tunnel ? request.target() : ServerName.authorityOf(request.target());
            server = ServerName.of(target);
            if (server != null) {
                port = ServerName.port(target, request.target().startsWith("https:") ? 443 : tunnel ? port : 80);
                address = IpAddress.canonical(server) != null ? server : address;
            } else {
                server = ServerName.of(request.host());
            }
        }
        if (server == null && tls != null) {
            server = ServerName.of(tls.serverName());
        }
        // an address in a Host header or a server_name says less than where the connection went
        boolean named = server != null && IpAddress.canonical(server) == null;
        return new SessionKey(client, named && server != null ? server : address, address, port);
    }

    /** The client itself or, where it is a trusted proxy, whom the proxy names. */
    private String client(String source, @Nullable HttpRequest request) {
        if (request == null || trustedProxies.isEmpty()) {
            return source;
        }
        String forwardedFor = request.forwardedFor();
        String user = request.proxyUser();
        if (forwardedFor == null && user == null) {
            return source;
        }
        for (IpNetwork network : trustedProxies) {
            if (network.contains(source)) {
                return forwardedFor != null ? forwardedFor : user != null ? user : source;
            }
        }
        return source;
    }
}
