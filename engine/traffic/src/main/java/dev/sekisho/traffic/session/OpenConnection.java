package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Connection.Ending;
import dev.sekisho.traffic.Transport;
import dev.sekisho.traffic.packet.TransportPacket;
import dev.sekisho.traffic.stream.OpaqueParser;
import dev.sekisho.traffic.stream.StateRecord;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.stream.TcpReassembly;
import org.jspecify.annotations.Nullable;

/** A connection that goes on: its key, its counters and its parsers. What these tell goes to its {@link Attribution}. */
final class OpenConnection {
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
    private final Attribution attribution;
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
        this.attribution = new Attribution(owner, this);
        FirstParser parser =
                transport == Transport.UDP ? new DatagramDetector(attribution) : new ProtocolDetector(attribution);
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
        attribution.report(ending, bytesUp(), bytesDown(), parser);
        detector = null;
        reassembly = null;
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

    String clientAddress() {
        return clientFirst ? owner.addressText(fromHigh, fromLow) : owner.addressText(toHigh, toLow);
    }

    String serverAddress() {
        return clientFirst ? owner.addressText(toHigh, toLow) : owner.addressText(fromHigh, fromLow);
    }

    boolean isClientTrusted() {
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
        attribution.save(record);
        return record.fits();
    }

    /** Lets go of what the connection holds in memory, after its record was put aside. */
    void leaveMemory() {
        attribution.leaveMemory();
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
        attribution.restore(record);
    }

    /** A parser for what comes next once the protocol so far has handed the connection over. */
    StreamParser inner() {
        FirstParser parser = detector;
        return parser == null ? new OpaqueParser(attribution) : parser.nested();
    }
}
