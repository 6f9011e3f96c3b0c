package dev.sekisho.traffic.session;

import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.OpaqueParser;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.tls.TlsParser;
import org.jspecify.annotations.Nullable;

/**
 * The first parser of every connection: keeps the openings of both directions and chooses, by the bytes alone, who
 * understands the rest.
 */
final class ProtocolDetector implements StreamParser {
    private static final byte[] NOTHING = new byte[0];

    private final ConnectionEvents events;
    private @Nullable StreamParser chosen;
    private byte[] openingUp = NOTHING;
    private byte[] openingDown = NOTHING;
    private int openingUpLength;
    private int openingDownLength;

    ProtocolDetector(ConnectionEvents events, boolean datagrams) {
        this.events = events;
        this.chosen = datagrams ? new OpaqueParser(events) : null;
    }

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        if ((fromClient ? openingUpLength : openingDownLength) < Connection.OPENING_BYTES) {
            keepOpening(fromClient, bytes, offset, length);
        }
        StreamParser parser = chosen;
        if (parser == null) {
            parser = choose(bytes, offset, length);
            chosen = parser;
        }
        parser.data(fromClient, bytes, offset, length, nanos);
    }

    private StreamParser choose(byte[] bytes, int offset, int length) {
        return TlsParser.looksLikeTls(bytes, offset, length) ? new TlsParser(events) : new OpaqueParser(events);
    }

    private void keepOpening(boolean fromClient, byte[] bytes, int offset, int length) {
        int kept = fromClient ? openingUpLength : openingDownLength;
        byte[] opening = fromClient ? openingUp : openingDown;
        int taken = Math.min(length, Connection.OPENING_BYTES - kept);
        if (kept + taken > opening.length) {
            byte[] wider = new byte[kept == 0 ? taken : Connection.OPENING_BYTES];
            System.arraycopy(opening, 0, wider, 0, kept);
            opening = wider;
        }
        System.arraycopy(bytes, offset, opening, kept, taken);
        if (fromClient) {
            openingUp = opening;
            openingUpLength = kept + taken;
        } else {
            openingDown = opening;
            openingDownLength = kept + taken;
        }
    }

    /** The first bytes of one direction. */
    Opening opening(boolean fromClient) {
        return fromClient ? Opening.of(openingUp, 0, openingUpLength) : Opening.of(openingDown, 0, openingDownLength);
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
    public void endOf(boolean fromClient, long nanos) {
        if (chosen != null) {
            chosen.endOf(fromClient, nanos);
        }
    }

    @Override
    public void end(long nanos) {
        if (chosen != null) {
            chosen.end(nanos);
        }
    }

    /** What {@link ConnectionEvents#inner} answers. */
    StreamParser nested() {
        return new OpaqueParser(events);
    }
}
