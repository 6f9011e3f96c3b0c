package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Connection.Ending;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import dev.sekisho.traffic.packet.TransportPacket;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.OpaqueParser;
import dev.sekisho.traffic.stream.StateRecord;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.stream.TcpReassembly;
import dev.sekisho.traffic.stream.TurnTaking;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection that goes on: its key, its counters, its parsers and the session under which it reports.
 *
 * <p>The record of the connection is reported under the session of its last exchange; a connection without exchanges
 * reports under the session of its client and server, by name if one was seen.
 */
final class OpenConnection implements ConnectionEvents {
    private static final String CONNECT = "CONNECT";
    private static final Protocol[] PROTOCOLS = Protocol.values();

    /** The ends in the direction of the first packet. */
    final long fromHigh;

    final long fromLow;
    final long toHigh;
    final long toLow;
    final int fromPort;
    final int toPort;
    final int hash;
    final Transport transport;

    /** Number within the run, from 1. */
    final long number;

    /** Whether the sender of the first packet is the client. */
    final boolean clientFirst;

    final boolean openedBeforeCapture;
    private final ConnectionTracker owner;
    private @Nullable FirstParser detector;

    /** Null for UDP, and when the connection has ended. */
    @Nullable
    TcpReassembly reassembly;

    final long startNanos;
    long lastNanos;
    long packetsUp;
    long packetsDown;
    long datagramBytesUp;
    long datagramBytesDown;

    /** Set by a reset, cleared by data that follow. */
    boolean reset;

    /** Whether the record was reported; what still arrives is ignored. */
    boolean finished;

    /** When to look whether it has fallen silent; the queue it stands in is ordered by it. */
    long dueNanos;

    @Nullable
    OpenConnection earlier;

    @Nullable
    OpenConnection later;

    @Nullable
    ConnectionQueue queue;

    private Protocol protocol = Protocol.NONE;
    private @Nullable TlsFacts tls;
    private @Nullable String serverName;
    private @Nullable Authority tunnel;
    private @Nullable String behalf;
    private @Nullable String authorityText;
    private @Nullable Authority authority;
    private @Nullable OpenSession session;
    private int exchanges;
    private long exchangedUp;
    private long exchangedDown;

    OpenConnection(
            ConnectionTracker owner,
            Transport transport,
            long number,
            long fromHigh,
            long fromLow,
            int fromPort,
            long toHigh,
            long toLow,
            int toPort,
            boolean clientFirst,
            boolean openedBeforeCapture,
            long nanos) {
        this.owner = owner;
        this.transport = transport;
        this.number = number;
        this.fromHigh = fromHigh;
        this.fromLow = fromLow;
        this.fromPort = fromPort;
        this.toHigh = toHigh;
        this.toLow = toLow;
        this.toPort = toPort;
        this.hash = Endpoint.hash(fromHigh, fromLow, fromPort) + Endpoint.hash(toHigh, toLow, toPort);
        this.clientFirst = clientFirst;
        this.openedBeforeCapture = openedBeforeCapture;
        this.startNanos = nanos;
        this.lastNanos = nanos;
        FirstParser parser = transport == Transport.UDP ? new DatagramDetector(this) : new ProtocolDetector(this);
        this.detector = parser;
        this.reassembly = transport == Transport.TCP ? new TcpReassembly(parser, owner.losses()) : null;
    }

    /** Whether these are the two ends of this connection, in either order. */
    boolean joins(long sourceHigh, long sourceLow, int sourcePort, long targetHigh, long targetLow, int targetPort) {
        if (sourceLow == fromLow && targetLow == toLow && sourcePort == fromPort && targetPort == toPort) {
            return sourceHigh == fromHigh && targetHigh == toHigh;
        }
        return sourceLow == toLow
                && targetLow == fromLow
                && sourcePort == toPort
                && targetPort == fromPort
                && sourceHigh == toHigh
                && targetHigh == fromHigh;
    }

    /** Takes a datagram's payload. */
    void datagram(boolean fromClient, TransportPacket datagram) {
        int captured = datagram.payloadLength;
        int length = datagram.wirePayloadLength;
        FirstParser parser = detector;
        if (length == 0 || parser == null) {
            return;
        }
        if (fromClient) {
            datagramBytesUp += length;
        } else {
            datagramBytesDown += length;
        }
        if (captured > 0) {
            parser.data(fromClient, datagram.bytes, datagram.payload, captured, datagram.nanos);
        }
        if (captured < length) {
            parser.gap(fromClient, length - captured, datagram.nanos);
        }
    }

    /** Ends the parsers and reports the connection. */
    void finish(Ending ending) {
        FirstParser parser = detector;
        if (parser == null) {
            return;
        }
        finished = true;
        if (reassembly != null) {
            reassembly.flush(lastNanos);
        }
        parser.end(lastNanos);
        long up = bytesUp();
        long down = bytesDown();
        if (protocol == Protocol.NONE && up + down > 0) {
            protocol = Protocol.OTHER;
        }
        OpenSession last = session;
        if (last == null) {
            last = attach(startNanos, lastNanos, null);
        }
        last.startNanos = Math.min(last.startNanos, exchanges == 0 ? startNanos : last.startNanos);
        last.endNanos = Math.max(last.endNanos, lastNanos);
        last.bytesUp += Math.max(0, up - exchangedUp);
        last.bytesDown += Math.max(0, down - exchangedDown);
        if (last.protocol == Protocol.NONE) {
            last.protocol = protocol;
        }
        owner.sessions().connection(last, toRecord(ending, up, down, parser));
        owner.sessions().leave(last, owner.now());
        session = null;
        detector = null;
        reassembly = null;
        tls = null;
    }

    private Connection toRecord(Ending ending, long up, long down, FirstParser parser) {
        return new Connection(
                transport,
                protocol,
                TurnTaking.instant(startNanos),
                TurnTaking.instant(lastNanos),
                clientPort(),
                tunnel != null && tunnel.port() != 0 ? tunnel.port() : serverPort(),
                packetsUp,
                packetsDown,
                up,
                down,
                exchanges,
                packetsUp > 0 && packetsDown > 0,
                openedBeforeCapture,
                ending,
                tls,
                parser.opening(true),
                parser.opening(false));
    }

    private long bytesUp() {
        return reassembly != null ? reassembly.bytes(true) : datagramBytesUp;
    }

    private long bytesDown() {
        return reassembly != null ? reassembly.bytes(false) : datagramBytesDown;
    }

    int clientPort() {
        return clientFirst ? fromPort : toPort;
    }

    int serverPort() {
        return clientFirst ? toPort : fromPort;
    }

    private String clientAddress() {
        return clientFirst ? owner.addressText(fromHigh, fromLow) : owner.addressText(toHigh, toLow);
    }

    private String serverAddress() {
        return clientFirst ? owner.addressText(toHigh, toLow) : owner.addressText(fromHigh, fromLow);
    }

    private boolean isClientTrusted() {
        return clientFirst ? owner.isTrustedProxy(fromHigh, fromLow) : owner.isTrustedProxy(toHigh, toLow);
    }

    // ---- putting aside

    /**
     * Writes the connection down.
     *
     * @return false if it is in the middle of something or too large
     */
    boolean save(StateRecord record, boolean settled) {
        FirstParser parser = detector;
        TcpReassembly segments = reassembly;
        if (parser == null || reset || (segments != null && segments.isWaiting())) {
            return false;
        }
        record.clear();
        record.put(fromHigh).put(fromLow).put(toHigh).put(toLow).put(fromPort).put(toPort);
        record.put(lastNanos).put(number).put(startNanos).put(clientFirst).put(openedBeforeCapture);
        if (!parser.save(record, settled)) {
            return false;
        }
        if (segments != null) {
            segments.save(record);
        }
        record.put(packetsUp).put(packetsDown).put(datagramBytesUp).put(datagramBytesDown);
        record.put(exchanges).put(exchangedUp).put(exchangedDown).put((byte) protocol.ordinal());
        record.put(serverName).put(behalf).put(authorityText);
        record.put(tunnel == null ? null : tunnel.host()).put(tunnel == null ? 0 : tunnel.port());
        TlsFactsRecord.write(record, tls);
        OpenSession under = session;
        record.put(under == null ? 0 : under.id).put(under == null ? 0 : under.hash);
        return record.fits();
    }

    /** Lets go of what the connection holds in memory, after its record was put aside. */
    void leaveMemory() {
        if (session != null) {
            owner.sessions().connectionPutAside(session);
            session = null;
        }
    }

    /** Whether a record is that of the connection between two ends, in either order. */
    static boolean isRecordOf(
            StateRecord record,
            long sourceHigh,
            long sourceLow,
            int sourcePort,
            long targetHigh,
            long targetLow,
            int targetPort) {
        long high = record.getLong();
        long low = record.getLong();
        long otherHigh = record.getLong();
        long otherLow = record.getLong();
        int port = record.getInt();
        int otherPort = record.getInt();
        if (high == sourceHigh && low == sourceLow && port == sourcePort) {
            return otherHigh == targetHigh && otherLow == targetLow && otherPort == targetPort;
        }
        return high == targetHigh
                && low == targetLow
                && port == targetPort
                && otherHigh == sourceHigh
                && otherLow == sourceLow
                && otherPort == sourcePort;
    }

    /** The time of the last packet in a record. */
    static long lastNanos(StateRecord record) {
        record.skip(4 * Long.BYTES + 2 * Integer.BYTES);
        return record.getLong();
    }

    /** Makes a connection again out of what {@link #save} wrote. */
    static OpenConnection restore(ConnectionTracker owner, Transport transport, StateRecord record) {
        long fromHigh = record.getLong();
        long fromLow = record.getLong();
        long toHigh = record.getLong();
        long toLow = record.getLong();
        int fromPort = record.getInt();
        int toPort = record.getInt();
        long lastNanos = record.getLong();
        long number = record.getLong();
        long startNanos = record.getLong();
        boolean clientFirst = record.getBoolean();
        boolean openedBefore = record.getBoolean();
        OpenConnection connection = new OpenConnection(
                owner,
                transport,
                number,
                fromHigh,
                fromLow,
                fromPort,
                toHigh,
                toLow,
                toPort,
                clientFirst,
                openedBefore,
                startNanos);
        connection.lastNanos = lastNanos;
        connection.restoreRest(record);
        return connection;
    }

    private void restoreRest(StateRecord record) {
        if (detector != null) {
            detector.restore(record);
        }
        if (reassembly != null) {
            reassembly.restore(record);
        }
        packetsUp = record.getLong();
        packetsDown = record.getLong();
        datagramBytesUp = record.getLong();
        datagramBytesDown = record.getLong();
        exchanges = record.getInt();
        exchangedUp = record.getLong();
        exchangedDown = record.getLong();
        protocol = PROTOCOLS[record.getByte()];
        serverName = record.getText();
        behalf = record.getText();
        authorityText = record.getText();
        authority = authorityText == null ? null : Authority.parse(authorityText);
        String tunnelHost = record.getText();
        int tunnelPort = record.getInt();
        tunnel =
                tunnelHost == null ? null : new Authority(tunnelHost, tunnelPort, AddressLiteral.isAddress(tunnelHost));
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
        if (request != null && isClientTrusted()) {
            attribute(request.forwardedFor(), request.proxyUser());
        }
        long start = nanos(exchange.start());
        long end = nanos(exchange.end());
        OpenSession current = session;
        if (current == null || !current.current || owner.sessions().isSilentBetween(current, start, end)) {
            detach();
            current = attach(start, end, request);
        }
        owner.sessions().exchange(current, protocol, exchange, start, end);
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
        if (isClientTrusted()) {
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
        FirstParser parser = detector;
        return parser == null ? new OpaqueParser(this) : parser.nested();
    }

    @Override
    public void resolved(String name, String address, long nanos) {
        String canonical = address.indexOf(':') < 0 ? address : AddressLiteral.ipv6(address);
        if (canonical != null) {
            String client = behalf != null ? behalf : clientAddress();
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
        String client = behalf != null ? behalf : clientAddress();
        String address = serverAddress();
        int port = serverPort();
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
        owner.sessions().join(found, number);
        if (first) {
            found.startNanos = Math.min(found.startNanos, startNanos);
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

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
