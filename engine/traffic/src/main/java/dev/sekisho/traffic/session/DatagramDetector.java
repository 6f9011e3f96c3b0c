package dev.sekisho.traffic.session;

import dev.sekisho.traffic.quic.QuicParser;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.OpaqueParser;
import dev.sekisho.traffic.stream.StateRecord;
import dev.sekisho.traffic.stream.StreamParser;
import org.jspecify.annotations.Nullable;

/** The first parser of every UDP flow: chooses by the first datagram who understands the rest. */
final class DatagramDetector extends FirstParser {
    private final ConnectionEvents events;
    private @Nullable StreamParser chosen;

    DatagramDetector(ConnectionEvents events) {
        this.events = events;
    }

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        keepOpening(fromClient, bytes, offset, length);
        StreamParser parser = chosen;
        if (parser == null) {
            parser = choose(bytes, offset, length);
        }
        parser.data(fromClient, bytes, offset, length, nanos);
    }

    private StreamParser choose(byte[] bytes, int offset, int length) {
        StreamParser parser =
                QuicParser.looksLikeQuic(bytes, offset, length) ? new QuicParser(events) : new OpaqueParser(events);
        chosen = parser;
        return parser;
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        StreamParser parser = chosen;
        if (parser == null) {
            parser = new OpaqueParser(events);
            chosen = parser;
        }
        parser.gap(fromClient, length, nanos);
    }

    @Override
    public void end(long nanos) {
        if (chosen != null) {
            chosen.end(nanos);
        }
    }

    @Override
    boolean saveState(StateRecord record, boolean settled) {
        StreamParser parser = chosen;
        if (parser != null && !(settled && parser instanceof OpaqueParser)) {
            return false;
        }
        record.put(parser != null);
        return parser == null || parser.park() != NOT_PARKABLE;
    }

    @Override
    void restoreState(StateRecord record) {
        chosen = record.getBoolean() ? new OpaqueParser(events) : null;
    }

    @Override
    StreamParser nested() {
        return new OpaqueParser(events);
    }
}
