package dev.sekisho.traffic.session;

import dev.sekisho.traffic.dns.DnsMessage;
import dev.sekisho.traffic.dns.DnsParser;
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
        StreamParser parser;
        if (QuicParser.looksLikeQuic(bytes, offset, length)) {
            parser = new QuicParser(events);
        } else if (DnsMessage.looksLikeDns(bytes, offset, length)) {
            parser = new DnsParser(events, true);
        } else {
            parser = new OpaqueParser(events);
        }
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
        Kind kind = Kind.of(parser);
        if (parser != null && (kind == null || !settled)) {
            return false;
        }
        long state = parser == null ? 0 : parser.park();
        if (kind == null || state == NOT_PARKABLE) {
            return false;
        }
        record.put((byte) kind.ordinal()).put(state);
        return true;
    }

    @Override
    void restoreState(StateRecord record) {
        Kind kind = Kind.VALUES[record.getByte()];
        long state = record.getLong();
        chosen = switch (kind) {
            case NONE -> null;
            case QUIC -> QuicParser.restore(events, state);
            case DNS -> new DnsParser(events, true);
            case OPAQUE -> new OpaqueParser(events);
        };
    }

    /** Parsers whose state can be put aside. */
    private enum Kind {
        NONE,
        QUIC,
        DNS,
        OPAQUE;

        private static final Kind[] VALUES = values();

        static @Nullable Kind of(@Nullable StreamParser parser) {
            return switch (parser) {
                case null -> NONE;
                case QuicParser quic -> QUIC;
                case DnsParser dns -> DNS;
                case OpaqueParser opaque -> OPAQUE;
                default -> null;
            };
        }
    }

    @Override
    StreamParser nested() {
        return new OpaqueParser(events);
    }
}
