package dev.sekisho.traffic.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.stream.TurnTaking;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection that speaks HTTP/2 in clear (RFC 9113), by prior knowledge or upgrade: every stream that the client
 * opens is an exchange. Streams that the server pushes are left out. When a direction can no longer be followed, because
 * frames or header blocks are damaged or lost, the rest of the connection becomes exchanges by turn-taking.
 */
public final class Http2Parser implements StreamParser {
    /** Most streams that are followed at once; beyond, the oldest is reported as it stands. */
    public static final int MAX_STREAMS = 256;

    /** What an HTTP/2 client sends first (RFC 9113 section 3.4). */
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);

    private static final int UPGRADED_STREAM = 1;

    private final ConnectionEvents events;
    private final TurnTaking loose;
    private final FrameReader up;
    private final FrameReader down;
    private final ArrayList<Http2Stream> streams = new ArrayList<>(4);
    private int prefaceSeen;
    private boolean opaque;

    /** A parser for a connection whose client begins with the HTTP/2 preface. */
    public Http2Parser(ConnectionEvents events) {
        this(events, 0);
    }

    private Http2Parser(ConnectionEvents events, int prefaceSeen) {
        this.events = events;
        this.prefaceSeen = prefaceSeen;
        loose = new TurnTaking(events);
        FrameReader.Owner owner = new Frames();
        up = new FrameReader(owner, true, events.losses());
        down = new FrameReader(owner, false, events.losses());
        events.protocol(Protocol.HTTP2);
    }

    /** A parser that goes on behind the first {@code seen} bytes of the preface. */
    static Http2Parser afterPreface(ConnectionEvents events, int seen) {
        return new Http2Parser(events, Math.min(seen, PREFACE.length));
    }

    /** A parser for a connection upgraded by {@code request}, whose response comes on the first stream. */
    static Http2Parser upgraded(ConnectionEvents events, PendingExchange request) {
        Http2Parser parser = new Http2Parser(events, 0);
        parser.streams.add(new Http2Stream(UPGRADED_STREAM, request));
        return parser;
    }

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        int at = offset;
        int end = offset + length;
        while (fromClient && at < end && prefaceSeen < PREFACE.length && !opaque) {
            if (bytes[at] != PREFACE[prefaceSeen]) {
                events.losses().add(Losses.Reason.MALFORMED_HTTP);
                becomeOpaque();
                break;
            }
            prefaceSeen++;
            at++;
        }
        if (!opaque) {
            FrameReader reader = fromClient ? up : down;
            at += reader.read(bytes, at, end - at, nanos);
            if (reader.isBroken()) {
                becomeOpaque();
            }
        }
        loose.bytes(fromClient, end - at, nanos);
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        long rest = length;
        if (!opaque) {
            rest -= (fromClient ? up : down).gap(length, nanos);
            if (rest > 0) {
                becomeOpaque();
            }
        }
        loose.bytes(fromClient, rest, nanos);
    }

    @Override
    public void end(long nanos) {
        becomeOpaque();
        loose.flush();
    }

    private void becomeOpaque() {
        opaque = true;
        for (Http2Stream stream : streams) {
            report(stream);
        }
        streams.clear();
    }

    private void report(Http2Stream stream) {
        PendingExchange exchange = stream.finished();
        events.exchange(exchange.toExchange(), exchange.authority());
    }

    private @Nullable Http2Stream stream(int id) {
        for (int i = streams.size() - 1; i >= 0; i--) {
            Http2Stream stream = streams.get(i);
            if (stream.id == id) {
                return stream;
            }
        }
        return null;
    }

    private void finish(Http2Stream stream) {
        streams.remove(stream);
        report(stream);
    }

    private Http2Stream open(int id, MessageHead head, long startNanos) {
        if (streams.size() == MAX_STREAMS) {
            finish(streams.getFirst());
        }
        Http2Stream stream = new Http2Stream(id, new PendingExchange(head));
        stream.exchange.startNanos = startNanos;
        streams.add(stream);
        return stream;
    }

    /** Takes the frames of both directions; kept apart so that they are no part of what this class offers. */
    private final class Frames implements FrameReader.Owner {
        @Override
        public void headers(FrameReader reader, int id, MessageHead head, long bytes, long startNanos, long nanos) {
            Http2Stream stream = stream(id);
            if (reader == up) {
                boolean opens = stream == null && !head.method.isEmpty();
                Http2Stream of = opens ? open(id, head, startNanos) : stream;
                if (of != null) {
                    of.exchange.bytesUp += bytes;
                    of.exchange.seenAt(nanos);
                }
            } else if (stream != null) {
                PendingExchange exchange = stream.exchange;
                exchange.bytesDown += bytes;
                exchange.seenAt(nanos);
                boolean interim = head.status / 100 == 1;
                if (exchange.response == null && head.status != 0 && !interim) {
                    exchange.response = head;
                    exchange.answeredAt(startNanos);
                }
            }
        }

        @Override
        public void bytes(FrameReader reader, int id, long length, long nanos) {
            Http2Stream stream = stream(id);
            if (stream == null) {
                return;
            }
            stream.exchange.seenAt(nanos);
            if (reader == up) {
                stream.exchange.bytesUp += length;
            } else {
                stream.exchange.bytesDown += length;
            }
        }

        @Override
        public void body(FrameReader reader, int id, byte[] source, int offset, int length) {
            Http2Stream stream = stream(id);
            if (stream != null) {
                stream.body(reader == up, source, offset, length);
            }
        }

        @Override
        public void bodyGap(FrameReader reader, int id, long length) {
            Http2Stream stream = stream(id);
            if (stream != null) {
                stream.bodyGap(reader == up, length);
            }
        }

        @Override
        public void endOfStream(FrameReader reader, int id) {
            Http2Stream stream = stream(id);
            if (stream == null) {
                return;
            }
            stream.exchange.requestDone |= reader == up;
            stream.exchange.responseDone |= reader == down;
            if (stream.exchange.isDone()) {
                finish(stream);
            }
        }

        @Override
        public void reset(int id) {
            Http2Stream stream = stream(id);
            if (stream != null) {
                finish(stream);
            }
        }
    }
}
