package dev.sekisho.traffic.session;

import dev.sekisho.traffic.dns.DnsParser;
import dev.sekisho.traffic.http.HttpParser;
import dev.sekisho.traffic.http.HttpSniffer;
import dev.sekisho.traffic.http.Likeness;
import dev.sekisho.traffic.socks.ProxyProtocolParser;
import dev.sekisho.traffic.socks.SocksParser;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.OpaqueParser;
import dev.sekisho.traffic.stream.StateRecord;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.tls.TlsParser;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first parser of every TCP connection, and of what tunnels carry: chooses by the bytes alone who understands the
 * rest, and keeps the openings of both directions.
 *
 * <ul>
 *   <li>The side that speaks first decides. What it has said is held until it is enough to decide, until the other side
 *       speaks, or until {@value #MAX_HELD_BYTES} bytes are reached.
 *   <li>Content of no known kind is watched on: a later ClientHello (STARTTLS and its like) begins TLS, a later request
 *       or response begins HTTP, because a connection that was open before the capture may begin in the middle of a message.
 * </ul>
 */
final class ProtocolDetector extends FirstParser {
    /** Most bytes that are held undecided. */
    static final int MAX_HELD_BYTES = 16 * 1024;

    /** How many times unknown content is looked at again. */
    private static final int MAX_SECOND_LOOKS = 64;

    private final ConnectionEvents events;
    private @Nullable StreamParser chosen;

    /** Whether {@link #chosen} is only a fallback, to be replaced when something known begins. */
    private boolean watching;

    private int looks;

    /** What takes over after the call under way. */
    private @Nullable ProtocolDetector successor;

    private byte @Nullable [] held;
    private int heldLength;
    private boolean heldFromClient;
    private long heldNanos;

    ProtocolDetector(ConnectionEvents events) {
        this.events = events;
    }

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        keepOpening(fromClient, bytes, offset, length);
        StreamParser parser = chosen;
        if (parser == null || watching) {
            parser = decide(fromClient, bytes, offset, length, nanos);
            if (parser == null) {
                return;
            }
        }
        parser.data(fromClient, bytes, offset, length, nanos);
        if (successor != null) {
            handOver();
        }
    }

    private void handOver() {
        chosen = successor;
        successor = null;
        watching = false;
    }

    /** The parser for these bytes, or null when they are held for now. */
    private @Nullable StreamParser decide(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        if (watching) {
            return lookAgain(fromClient, bytes, offset, length, nanos);
        }
        if (held != null) {
            return fromClient == heldFromClient
                    ? decideWithHeld(fromClient, bytes, offset, length)
                    : decideByAnswer(bytes, offset, length);
        }
        Guess guess = Guess.of(fromClient, bytes, offset, length);
        if (guess == Guess.UNDECIDED) {
            held = Arrays.copyOfRange(bytes, offset, offset + length);
            heldLength = length;
            heldFromClient = fromClient;
            heldNanos = nanos;
            return null;
        }
        return choose(guess);
    }

    private @Nullable StreamParser decideWithHeld(boolean fromClient, byte[] bytes, int offset, int length) {
        byte[] sofar = held == null ? new byte[0] : held;
        int room = Math.min(length, MAX_HELD_BYTES - heldLength);
        byte[] joined = Arrays.copyOf(sofar, heldLength + Math.max(0, room));
        System.arraycopy(bytes, offset, joined, heldLength, joined.length - heldLength);
        Guess guess = Guess.of(fromClient, joined, 0, joined.length);
        if (guess == Guess.UNDECIDED) {
            if (joined.length < MAX_HELD_BYTES) {
                held = joined;
                heldLength = joined.length;
                return null;
            }
            guess = Guess.UNKNOWN;
        }
        return chooseAndRelease(guess);
    }

    /** The other side has answered what is held: its answer decides. */
    private StreamParser decideByAnswer(byte[] bytes, int offset, int length) {
        Guess guess = Guess.of(!heldFromClient, bytes, offset, length);
        return chooseAndRelease(guess == Guess.UNDECIDED ? Guess.UNKNOWN : guess);
    }

    private StreamParser chooseAndRelease(Guess guess) {
        StreamParser parser = choose(guess);
        byte[] bytes = held;
        held = null;
        if (bytes != null) {
            parser.data(heldFromClient, bytes, 0, heldLength, heldNanos);
        }
        return parser;
    }

    private StreamParser choose(Guess guess) {
        StreamParser parser = switch (guess) {
            case HTTP -> new HttpParser(events);
            case TLS -> new TlsParser(events);
            case SOCKS -> new SocksParser(events);
            case PROXY -> new ProxyProtocolParser(events);
            case DNS -> new DnsParser(events, false);
            case UNKNOWN, UNDECIDED -> new OpaqueParser(events);
        };
        watching = guess == Guess.UNKNOWN;
        chosen = parser;
        return parser;
    }

    private StreamParser lookAgain(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        StreamParser fallback = chosen == null ? choose(Guess.UNKNOWN) : chosen;
        if (++looks > MAX_SECOND_LOOKS) {
            watching = false;
            return fallback;
        }
        Guess guess = fromClient ? Guess.ofLater(bytes, offset, length) : Guess.ofAnswer(bytes, offset, length);
        if (guess == Guess.UNKNOWN) {
            return fallback;
        }
        fallback.end(nanos);
        return choose(guess);
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        StreamParser parser = chosen;
        if (parser == null) {
            parser = chooseAndRelease(
                    held != null && Guess.beginsRequest(held, heldLength) ? Guess.HTTP : Guess.UNKNOWN);
        }
        parser.gap(fromClient, length, nanos);
        if (successor != null) {
            handOver();
        }
    }

    @Override
    public void endOf(boolean fromClient, long nanos) {
        StreamParser parser = chosen;
        if (parser != null) {
            parser.endOf(fromClient, nanos);
            if (successor != null) {
                handOver();
            }
        }
    }

    @Override
    public void end(long nanos) {
        if (held != null) {
            chooseAndRelease(Guess.UNKNOWN);
        }
        StreamParser parser = chosen;
        if (parser != null) {
            parser.end(nanos);
        }
    }

    @Override
    boolean saveState(StateRecord record, boolean settled) {
        StreamParser parser = chosen;
        if (parser instanceof ProtocolDetector nested) {
            return nested.saveState(record, settled);
        }
        Kind kind = Kind.of(parser);
        if (held != null || kind == null || (kind != Kind.HTTP && !settled)) {
            return false;
        }
        long state = parser == null ? 0 : parser.park();
        if (state == NOT_PARKABLE) {
            return false;
        }
        record.put((byte) kind.ordinal()).put(state).put(watching).put(looks);
        return true;
    }

    @Override
    void restoreState(StateRecord record) {
        Kind kind = Kind.VALUES[record.getByte()];
        long state = record.getLong();
        watching = record.getBoolean();
        looks = record.getInt();
        chosen = switch (kind) {
            case NONE -> null;
            case HTTP -> new HttpParser(events, state);
            case TLS -> TlsParser.restore(events, state);
            case DNS -> new DnsParser(events, false);
            case OPAQUE -> new OpaqueParser(events);
        };
    }

    /** Parsers whose state can be put aside. */
    private enum Kind {
        NONE,
        HTTP,
        TLS,
        DNS,
        OPAQUE;

        private static final Kind[] VALUES = values();

        static @Nullable Kind of(@Nullable StreamParser parser) {
            return switch (parser) {
                case null -> NONE;
                case HttpParser http -> HTTP;
                case TlsParser tls -> TLS;
                case DnsParser dns -> DNS;
                case OpaqueParser opaque -> OPAQUE;
                default -> null;
            };
        }
    }

    /** Takes this detector's place after the call under way. */
    @Override
    StreamParser nested() {
        successor = new ProtocolDetector(events);
        return successor;
    }

    /** What bytes look like. */
    private enum Guess {
        HTTP,
        TLS,
        SOCKS,
        PROXY,
        DNS,
        UNKNOWN,
        UNDECIDED;

        private static final int TLS_HANDSHAKE = 0x16;

        /** Bytes of TLS that tell: a record header and the type of its first message. */
        private static final int TLS_TELLING_BYTES = 6;

        static Guess of(boolean fromClient, byte[] bytes, int offset, int length) {
            if (TlsParser.looksLikeTls(bytes, offset, length)) {
                return TLS;
            }
            if (length < TLS_TELLING_BYTES
                    && bytes[offset] == TLS_HANDSHAKE
                    && (length == 1 || bytes[offset + 1] == 3)) {
                return UNDECIDED;
            }
            if (fromClient) {
                Guess opening = ofOpening(bytes, offset, length);
                if (opening != UNKNOWN) {
                    return opening;
                }
            }
            Likeness likeness = fromClient
                    ? HttpSniffer.looksLikeRequest(bytes, offset, length)
                    : HttpSniffer.looksLikeResponse(bytes, offset, length);
            return switch (likeness) {
                case YES -> HTTP;
                case NO -> UNKNOWN;
                case NEEDS_MORE -> UNDECIDED;
            };
        }

        /** What a client opens a relay with, or asks a name server. */
        private static Guess ofOpening(byte[] bytes, int offset, int length) {
            if (SocksParser.looksLikeSocks(bytes, offset, length)) {
                return SOCKS;
            }
            if (ProxyProtocolParser.looksLikeProxyProtocol(bytes, offset, length)) {
                return PROXY;
            }
            return DnsParser.looksLikeFramedDns(bytes, offset, length) ? DNS : UNKNOWN;
        }

        /** What a client begins after other content; only what is unmistakable counts. */
        static Guess ofLater(byte[] bytes, int offset, int length) {
            byte first = bytes[offset];
            if (first == TLS_HANDSHAKE) {
                return TlsParser.startsClientHello(bytes, offset, length) ? TLS : UNKNOWN;
            }
            boolean letter = first >= 'A' && first <= 'Z';
            return letter && HttpSniffer.looksLikeRequest(bytes, offset, length) == Likeness.YES ? HTTP : UNKNOWN;
        }

        /** What a server answers to content of no known kind: many say in HTTP that they did not understand it. */
        static Guess ofAnswer(byte[] bytes, int offset, int length) {
            return HttpSniffer.looksLikeResponse(bytes, offset, length) == Likeness.YES ? HTTP : UNKNOWN;
        }

        /** Whether bytes that were cut short begin a request: a method, a space and a path or URI. */
        static boolean beginsRequest(byte[] bytes, int length) {
            for (int i = 1; i + 1 < length; i++) {
                if (bytes[i] == ' ') {
                    return bytes[i + 1] == '/' || bytes[i + 1] == 'h';
                }
            }
            return false;
        }
    }
}
