package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Connection.Ending;
import dev.sekisho.traffic.IpNetwork;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.Transport;
import dev.sekisho.traffic.packet.TransportHandler;
import dev.sekisho.traffic.packet.TransportPacket;
import dev.sekisho.traffic.stream.TcpReassembly;
import dev.sekisho.traffic.stream.TurnTaking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns segments and datagrams into connections, exchanges and communication sessions.
 *
 * <p>Time is the time of the packets: it closes what has fallen silent. A live source also says {@link #idle} when no
 * packet comes. Nothing is allocated per packet. Used by one thread.
 */
public final class ConnectionTracker implements TransportHandler {
    /** How long an ended connection is remembered, so that packets that come late do not begin another one. */
    private static final long LINGER_NANOS = 120_000_000_000L;

    /** How long after a reset a connection is taken as ended, unless data follow. */
    private static final long RESET_NANOS = 5_000_000_000L;

    /** How long the last acknowledgement of a closed connection is waited for. */
    private static final long CLOSING_NANOS = 1_000_000_000L;

    /** A packet earlier than the clock by more than this sets it back: another file, or a clock that was set. */
    private static final long CLOCK_STEP_NANOS = 600_000_000_000L;

    /** What one connection in memory is reckoned to take, its parsers included. */
    private static final int CONNECTION_BYTES = 3072;

    private static final int MIN_IN_MEMORY = 64;

    /** How many connections are looked at for each one that is too many. */
    private static final int LOOKS = 8;

    /** Silence after which content of no known kind is taken as complete. */
    private static final long SETTLED_NANOS = TurnTaking.SILENCE_SECONDS * 1_000_000_000L;

    private final Losses losses;
    private final SessionTable sessions;
    private final ConnectionMap connections = new ConnectionMap();
    private final ConnectionQueue tcpQueue;
    private final ConnectionQueue udpQueue;
    private final ConnectionQueue resetQueue = new ConnectionQueue(RESET_NANOS);
    private final ConnectionQueue closingQueue = new ConnectionQueue(CLOSING_NANOS);
    private final ConnectionQueue lingerQueue = new ConnectionQueue(LINGER_NANOS);
    private final ParkedConnections parkedTcp;
    private final ParkedConnections parkedUdp;
    private final int maxInMemory;
    private final AddressTexts texts = new AddressTexts();
    private final List<IpNetwork> trustedProxies;
    private long now = Long.MIN_VALUE;
    private long count;
    private @Nullable OpenConnection latest;

    /** Source of the packet that was looked up last. */
    private long sourceHigh;

    private long sourceLow;

    public ConnectionTracker(SessionSettings settings, SessionSink sink, Losses losses) {
        this.losses = losses;
        this.sessions = new SessionTable(settings, sink, losses);
        this.tcpQueue = new ConnectionQueue(settings.connectionSilence().toNanos());
        this.udpQueue = new ConnectionQueue(settings.udpSilence().toNanos());
        this.trustedProxies = settings.trustedProxies();
        this.parkedTcp = new ParkedConnections(this, Transport.TCP, tcpQueue.silenceNanos, settings.spillBytes() / 2);
        this.parkedUdp = new ParkedConnections(this, Transport.UDP, udpQueue.silenceNanos, settings.spillBytes() / 4);
        this.maxInMemory = Math.clamp(settings.memoryBytes() / 2 / CONNECTION_BYTES, MIN_IN_MEMORY, 1 << 24);
    }

    /** Connections seen so far. */
    public long connectionCount() {
        return count;
    }

    /** Exchanges seen so far. */
    public long exchangeCount() {
        return sessions.exchanges();
    }

    /** Sessions seen so far. */
    public long sessionCount() {
        return sessions.sessions();
    }

    // ---- packets

    @Override
    public void tcp(TransportPacket segment) {
        advance(segment.nanos);
        OpenConnection connection = find(segment, Transport.TCP);
        boolean syn = (segment.flags & TransportPacket.SYN) != 0;
        if (connection != null
                && (syn || connection.finished || segment.nanos - connection.lastNanos > tcpQueue.silenceNanos)) {
            if (isSuperseded(connection, segment)) {
                supersede(connection);
                connection = null;
            } else if (connection.finished) {
                return;
            }
        }
        if (connection == null) {
            if (!syn && segment.payloadLength == 0) {
                return;
            }
            connection = begin(segment, Transport.TCP, DirectionGuess.isFromClient(segment), !syn);
        }
        TcpReassembly reassembly = connection.reassembly;
        if (reassembly == null) {
            return;
        }
        boolean fromClient = count(connection, segment);
        if ((segment.flags & TransportPacket.RST) != 0) {
            reset(connection, reassembly, fromClient, segment.sequence);
            return;
        }
        if (connection.reset && segment.wirePayloadLength > 0) {
            connection.reset = false;
            requeue(connection, tcpQueue);
        }
        reassembly.segment(fromClient, segment);
        if (reassembly.isClosed()) {
            close(connection);
        }
    }

    /** Ends a connection that both sides have closed, with the packet after that: the last acknowledgement. */
    private void close(OpenConnection connection) {
        if (connection.queue == closingQueue) {
            finish(connection, Ending.CLOSED);
            requeue(connection, lingerQueue);
        } else {
            requeue(connection, closingQueue);
        }
    }

    /** Whether a packet with the ports of a known connection begins another one. */
    private boolean isSuperseded(OpenConnection connection, TransportPacket segment) {
        long silence = segment.nanos - connection.lastNanos;
        boolean opens = (segment.flags & (TransportPacket.SYN | TransportPacket.ACK)) == TransportPacket.SYN;
        if (connection.finished) {
            return opens || silence > LINGER_NANOS;
        }
        if (silence > tcpQueue.silenceNanos) {
            return true;
        }
        TcpReassembly reassembly = connection.reassembly;
        return opens
                && reassembly != null
                && !reassembly.isOwnSyn(isFromFirst(connection, segment) == connection.clientFirst, segment.sequence);
    }

    private void supersede(OpenConnection connection) {
        TcpReassembly reassembly = connection.reassembly;
        boolean closing = reassembly != null && reassembly.isClosing();
        finish(connection, connection.reset ? Ending.RESET : closing ? Ending.CLOSED : Ending.SILENT);
        forget(connection);
    }

    private void reset(OpenConnection connection, TcpReassembly reassembly, boolean fromClient, int sequence) {
        if (!connection.reset && reassembly.isCredibleReset(fromClient, sequence)) {
            connection.reset = true;
            requeue(connection, resetQueue);
        }
    }

    @Override
    public void udp(TransportPacket datagram) {
        advance(datagram.nanos);
        OpenConnection connection = find(datagram, Transport.UDP);
        if (connection != null && datagram.nanos - connection.lastNanos > udpQueue.silenceNanos) {
            supersede(connection);
            connection = null;
        }
        if (connection == null) {
            connection = begin(datagram, Transport.UDP, DirectionGuess.isFromClient(datagram), false);
        }
        boolean fromClient = count(connection, datagram);
        connection.datagram(fromClient, datagram);
    }

    /** Whether the packet that was looked up last comes from the end that sent the connection's first packet. */
    private boolean isFromFirst(OpenConnection connection, TransportPacket packet) {
        return packet.sourcePort == connection.fromPort
                && sourceLow == connection.fromLow
                && sourceHigh == connection.fromHigh;
    }

    /** Counts the packet and says whether the client sent it. */
    private boolean count(OpenConnection connection, TransportPacket packet) {
        boolean fromClient = isFromFirst(connection, packet) == connection.clientFirst;
        if (fromClient) {
            connection.packetsUp++;
        } else {
            connection.packetsDown++;
        }
        if (packet.nanos > connection.lastNanos) {
            connection.lastNanos = packet.nanos;
        }
        return fromClient;
    }

    private @Nullable OpenConnection find(TransportPacket packet, Transport transport) {
        byte[] bytes = packet.bytes;
        boolean ipv6 = packet.ipv6;
        int source = packet.sourceAddress;
        int destination = packet.destinationAddress;
        long fromLow = Endpoint.low(bytes, source, ipv6);
        long toLow = Endpoint.low(bytes, destination, ipv6);
        long fromHigh = Endpoint.high(bytes, source, ipv6);
        long toHigh = Endpoint.high(bytes, destination, ipv6);
        sourceLow = fromLow;
        sourceHigh = fromHigh;
        int fromPort = packet.sourcePort;
        int toPort = packet.destinationPort;
        OpenConnection recent = latest;
        if (recent != null
                && recent.transport == transport
                && recent.joins(fromHigh, fromLow, fromPort, toHigh, toLow, toPort)) {
            return recent;
        }
        int hash = Endpoint.hash(fromHigh, fromLow, fromPort) + Endpoint.hash(toHigh, toLow, toPort);
        OpenConnection found = connections.find(hash, transport, fromHigh, fromLow, fromPort, toHigh, toLow, toPort);
        if (found == null) {
            ParkedConnections parked = transport == Transport.TCP ? parkedTcp : parkedUdp;
            found = parked.isEmpty() ? null : parked.find(hash, fromHigh, fromLow, fromPort, toHigh, toLow, toPort);
            if (found != null) {
                takeIn(found);
            }
        }
        latest = found;
        return found;
    }

    private OpenConnection begin(
            TransportPacket packet, Transport transport, boolean clientFirst, boolean openedBeforeCapture) {
        byte[] bytes = packet.bytes;
        boolean ipv6 = packet.ipv6;
        OpenConnection connection = new OpenConnection(
                this,
                transport,
                ++count,
                Endpoint.high(bytes, packet.sourceAddress, ipv6),
                Endpoint.low(bytes, packet.sourceAddress, ipv6),
                packet.sourcePort,
                Endpoint.high(bytes, packet.destinationAddress, ipv6),
                Endpoint.low(bytes, packet.destinationAddress, ipv6),
                packet.destinationPort,
                clientFirst,
                openedBeforeCapture,
                packet.nanos);
        takeIn(connection);
        latest = connection;
        return connection;
    }

    private void takeIn(OpenConnection connection) {
        connections.add(connection);
        queueOf(connection).append(connection);
        if (connections.size() > maxInMemory) {
            makeRoom(connection);
        }
    }

    private ConnectionQueue queueOf(OpenConnection connection) {
        return connection.transport == Transport.TCP ? tcpQueue : udpQueue;
    }

    /** Puts the longest idle connections aside, all but the one that was taken in just now. */
    private void makeRoom(OpenConnection keep) {
        for (int looks = 0; connections.size() > maxInMemory && looks < LOOKS; looks++) {
            OpenConnection ended = lingerQueue.eldest();
            OpenConnection idle = longerIdle(tcpQueue.eldest(), udpQueue.eldest());
            if (ended != null) {
                forget(ended);
            } else if (idle != null && idle != keep) {
                putAside(idle);
            }
        }
    }

    private static @Nullable OpenConnection longerIdle(@Nullable OpenConnection one, @Nullable OpenConnection other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.lastNanos <= other.lastNanos ? one : other;
    }

    private void putAside(OpenConnection connection) {
        ConnectionQueue queue = queueOf(connection);
        boolean crowded = connections.size() > 2 * maxInMemory;
        if (!crowded && connection.dueNanos != connection.lastNanos + queue.silenceNanos) {
            requeue(connection, queue);
            return;
        }
        boolean settled = crowded || now - connection.lastNanos > SETTLED_NANOS;
        ParkedConnections parked = connection.transport == Transport.TCP ? parkedTcp : parkedUdp;
        if (parked.add(connection, settled)) {
            forget(connection);
        } else if (crowded) {
            losses.add(Losses.Reason.EVICTED_CONNECTION);
            finish(connection, Ending.EVICTED);
            forget(connection);
        } else {
            requeue(connection, queue);
        }
    }

    private static void requeue(OpenConnection connection, ConnectionQueue queue) {
        ConnectionQueue current = connection.queue;
        if (current != null) {
            current.remove(connection);
        }
        queue.append(connection);
    }

    private static void finish(OpenConnection connection, Ending ending) {
        connection.finish(ending);
    }

    private void forget(OpenConnection connection) {
        ConnectionQueue queue = connection.queue;
        if (queue != null) {
            queue.remove(connection);
        }
        connections.remove(connection);
        if (latest == connection) {
            latest = null;
        }
    }

    // ---- time

    /** Tells that time has reached {@code nanos} and no packet came. */
    @Override
    public void idle(long nanos) {
        advance(nanos);
    }

    private void advance(long nanos) {
        if (nanos > now) {
            now = nanos;
            if (nanos > tcpQueue.nextDue
                    || nanos > udpQueue.nextDue
                    || nanos > resetQueue.nextDue
                    || nanos > closingQueue.nextDue
                    || nanos > lingerQueue.nextDue) {
                expire();
            }
            if (nanos > parkedTcp.nextDue || nanos > parkedUdp.nextDue) {
                parkedTcp.expire(nanos);
                parkedUdp.expire(nanos);
            }
            sessions.advance(nanos);
        } else if (nanos < now - CLOCK_STEP_NANOS) {
            now = nanos;
        }
    }

    private void expire() {
        expire(udpQueue, Ending.SILENT);
        expire(tcpQueue, Ending.SILENT);
        expire(resetQueue, Ending.RESET);
        expire(closingQueue, Ending.CLOSED);
        expire(lingerQueue, Ending.CLOSED);
    }

    private void expire(ConnectionQueue queue, Ending ending) {
        while (now > queue.nextDue) {
            OpenConnection connection = queue.eldest();
            if (connection == null) {
                return;
            }
            queue.remove(connection);
            if (connection.lastNanos + queue.silenceNanos >= now) {
                queue.append(connection);
            } else if (queue == resetQueue || queue == closingQueue) {
                finish(connection, ending);
                lingerQueue.append(connection);
            } else {
                finish(connection, ending);
                forget(connection);
            }
        }
    }

    /** Ends and reports everything: the input is over. */
    public void end() {
        parkedTcp.end();
        parkedUdp.end();
        endAll(resetQueue, Ending.RESET);
        endAll(closingQueue, Ending.CLOSED);
        endAll(tcpQueue, Ending.INPUT_ENDED);
        endAll(udpQueue, Ending.INPUT_ENDED);
        endAll(lingerQueue, Ending.CLOSED);
        sessions.end();
    }

    private void endAll(ConnectionQueue queue, Ending ending) {
        for (OpenConnection connection = queue.eldest(); connection != null; connection = queue.eldest()) {
            finish(connection, ending);
            forget(connection);
        }
    }

    // ---- what connections ask

    SessionTable sessions() {
        return sessions;
    }

    Losses losses() {
        return losses;
    }

    long now() {
        return now;
    }

    String addressText(long high, long low) {
        return texts.of(high, low);
    }

    boolean isTrustedProxy(long high, long low) {
        if (trustedProxies.isEmpty()) {
            return false;
        }
        byte[] address = Endpoint.toBytes(high, low);
        for (IpNetwork network : trustedProxies) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
