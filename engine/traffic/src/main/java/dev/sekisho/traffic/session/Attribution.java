package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Connection.Ending;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.ProtocolFacts;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.address.Authority;
import dev.sekisho.traffic.address.IpAddress;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.StateRecord;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.stream.TurnTaking;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks with whom on a connection, and so the session under which it reports.
 *
 * <p>The client is the connection's, or the one on whose behalf a trusted proxy speaks. The server is the target of a
 * tunnel, the authority of the request, or the name in the TLS handshake; else address and port. The record of the
 * connection is reported under the session of its last exchange; a connection without exchanges reports under the session
 * of its client and server.
 */
final class Attribution implements ConnectionEvents {
    private static final String CONNECT = "CONNECT";
    private static final Protocol[] PROTOCOLS = Protocol.values();

    private final ConnectionTracker owner;
    private final OpenConnection connection;
    private Protocol protocol = Protocol.NONE;
    private @Nullable TlsFacts tls;

    /** Whether the sink knows the protocol, and the handshake as far as it was seen. */
    private boolean told;

    private @Nullable String serverName;
    private @Nullable Authority tunnel;
    private @Nullable String behalf;
    private @Nullable String authorityText;
    private @Nullable Authority authority;
    private @Nullable OpenSession session;
    private int exchanges;
    private long exchangedUp;
    private long exchangedDown;

    Attribution(ConnectionTracker owner, OpenConnection connection) {
        this.owner = owner;
        this.connection = connection;
    }

    /** Reports the connection, which has ended. */
    void report(Ending ending, long up, long down, FirstParser parser) {
        if (protocol == Protocol.NONE && up + down > 0) {
            protocol = Protocol.OTHER;
        }
        OpenSession last = session;
        if (last == null) {
            last = attach(connection.startNanos, connection.lastNanos, null);
        }
        last.startNanos = Math.min(last.startNanos, exchanges == 0 ? connection.startNanos : last.startNanos);
        last.endNanos = Math.max(last.endNanos, connection.lastNanos);
        last.bytesUp += Math.max(0, up - exchangedUp);
        last.bytesDown += Math.max(0, down - exchangedDown);
        if (last.protocol == Protocol.NONE) {
            last.protocol = protocol;
        }
        tell(last);
        owner.sessions().connection(last, toRecord(ending, up, down, parser));
        owner.sessions().leave(last, owner.now());
        session = null;
        tls = null;
    }

    private Connection toRecord(Ending ending, long up, long down, FirstParser parser) {
        return new Connection(
                connection.transport,
                protocol,
                TurnTaking.instant(connection.startNanos),
                TurnTaking.instant(connection.lastNanos),
                connection.clientPort(),
                tunnel != null && tunnel.port() != 0 ? tunnel.port() : connection.serverPort(),
                connection.packetsUp,
                connection.packetsDown,
                up,
                down,
                exchanges,
                connection.packetsUp > 0 && connection.packetsDown > 0,
                connection.openedBeforeCapture,
                ending,
                tls,
                parser.opening(true),
                parser.opening(false));
    }

    // ---- putting aside

    void save(StateRecord record) {
        record.put(exchanges)
                .put(exchangedUp)
                .put(exchangedDown)
                .put((byte) protocol.ordinal())
                .put(told);
        record.put(serverName).put(behalf).put(authorityText);
        record.put(tunnel == null ? null : tunnel.host()).put(tunnel == null ? 0 : tunnel.port());
        TlsFactsRecord.write(record, tls);
        OpenSession under = session;
        record.put(under == null ? 0 : under.id).put(under == null ? 0 : under.hash);
    }

    /** Lets go of the session, after {@link #save}. */
    void leaveMemory() {
        if (session != null) {
            owner.sessions().connectionPutAside(session);
            session = null;
        }
    }

    void restore(StateRecord record) {
        exchanges = record.getInt();
        exchangedUp = record.getLong();
        exchangedDown = record.getLong();
        protocol = PROTOCOLS[record.getByte()];
        told = record.getBoolean();
        serverName = record.getText();
        behalf = record.getText();
        authorityText = record.getText();
        authority = authorityText == null ? null : Authority.parse(authorityText);
        String tunnelHost = record.getText();
        int tunnelPort = record.getInt();
        tunnel = tunnelHost == null
                ? null
                : new Authority(tunnelHost, tunnelPort, IpAddress.canonical(tunnelHost) != null);
        tls = TlsFactsRecord.read(record);
        long sessionId = record.getLong();
        int sessionHash = record.getInt();
        session = sessionId == 0 ? null : owner.sessions().connectionTakenUp(sessionId, sessionHash);
    }

    // ---- what the parsers tell

    @Override
    public void protocol(Protocol recognised) {
        protocol = recognised;
    }

    @Override
    public void exchange(Exchange exchange, @Nullable String forAuthority) {
        exchanges++;
        exchangedUp += exchange.bytesUp();
        exchangedDown += exchange.bytesDown();
        if (protocol == Protocol.NONE) {
            protocol = Protocol.OTHER;
        }
        if (forAuthority != null && !forAuthority.equals(authorityText)) {
            authorityText = forAuthority;
            Authority parsed = Authority.parse(forAuthority);
            if (!Objects.equals(parsed, authority)) {
                authority = parsed;
                detach();
            }
        }
        HttpRequest request = exchange.request();
        if (request != null && connection.isClientTrusted()) {
            attribute(request.forwardedFor(), request.proxyUser());
        }
        long start = TurnTaking.nanos(exchange.start());
        long end = TurnTaking.nanos(exchange.end());
        OpenSession current = session;
        if (current == null || !current.current || owner.sessions().isSilentBetween(current, start, end)) {
            detach();
            current = attach(start, end, request);
        }
        if (request == null) {
            tell(current);
        }
        owner.sessions().exchange(current, protocol, exchange, start, end);
    }

    private void tell(OpenSession under) {
        if (!told) {
            told = true;
            Instant start = TurnTaking.instant(connection.startNanos);
            owner.sessions().recognised(under, new ProtocolFacts(start, connection.transport, protocol, tls));
        }
    }

    @Override
    public void tunnel(String host, int port) {
        Authority target = Authority.parse(host);
        if (target != null) {
            tunnel = new Authority(target.host(), port, target.literal());
            authority = null;
            authorityText = null;
            detach();
        }
    }

    @Override
    public void onBehalfOf(@Nullable String forwardedFor, @Nullable String proxyUser) {
        if (connection.isClientTrusted()) {
            attribute(forwardedFor, proxyUser);
        }
    }

    private void attribute(@Nullable String forwardedFor, @Nullable String proxyUser) {
        String client = forwardedFor != null ? forwardedFor : proxyUser;
        if (client != null && !client.equals(behalf)) {
            behalf = client;
            detach();
        }
    }

    @Override
    public void tls(TlsFacts facts) {
        tls = facts;
        told = false;
        String name = facts.serverName();
        if (name != null && serverName == null) {
            Authority parsed = Authority.parse(name);
            serverName = parsed == null || parsed.literal() ? null : parsed.host();
        }
        if (session != null) {
            owner.sessions().fingerprint(session, facts);
        }
    }

    @Override
    public StreamParser inner() {
        return connection.inner();
    }

    @Override
    public void resolved(String name, String address, long nanos) {
        String canonical = IpAddress.canonical(address);
        if (canonical != null) {
            String client = behalf != null ? behalf : connection.clientAddress();
            owner.sessions().resolved(client, name, canonical, TurnTaking.instant(nanos));
        }
    }

    @Override
    public Losses losses() {
        return owner.losses();
    }

    // ---- under which session

    private void detach() {
        if (session != null) {
            owner.sessions().leave(session, owner.now());
            session = null;
        }
    }

    private OpenSession attach(long start, long end, @Nullable HttpRequest request) {
        String client = behalf != null ? behalf : connection.clientAddress();
        String address = connection.serverAddress();
        int port = connection.serverPort();
        String server = null;
        if (tunnel != null) {
            port = tunnel.port() != 0 ? tunnel.port() : port;
            if (tunnel.literal()) {
                address = tunnel.host();
            } else {
                server = tunnel.host();
            }
        }
        if (authority != null && (server == null || tunnel == null)) {
            HttpRequest forProxy = request != null && isForProxy(request) ? request : null;
            if (!authority.literal()) {
                server = authority.host();
            } else if (forProxy != null) {
                address = authority.host();
            }
            if (forProxy != null) {
                port = authority.port() != 0 ? authority.port() : defaultPort(forProxy);
            }
        }
        if (server == null) {
            server = serverName;
        }
        boolean named = server != null;
        boolean first = exchanges <= 1;
        OpenSession found =
                owner.sessions().at(client, server != null ? server : address, named, address, port, start, end);
        owner.sessions().join(found, connection.number);
        if (first) {
            found.startNanos = Math.min(found.startNanos, connection.startNanos);
        }
        if (tls != null) {
            owner.sessions().fingerprint(found, tls);
        }
        session = found;
        return found;
    }

    /** Whether a request was written for a proxy: absolute form or CONNECT (RFC 9112, 3.2). */
    private static boolean isForProxy(HttpRequest request) {
        return request.method().equals(CONNECT) || request.target().indexOf("://") > 0;
    }

    private static int defaultPort(HttpRequest request) {
        boolean secure = request.method().equals(CONNECT)
                || request.target().toLowerCase(Locale.ROOT).startsWith("https:");
        return secure ? 443 : 80;
    }
}
