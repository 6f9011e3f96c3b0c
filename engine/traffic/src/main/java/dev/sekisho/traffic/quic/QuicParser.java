package dev.sekisho.traffic.quic;

import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.stream.TurnTaking;
import dev.sekisho.traffic.tls.Fingerprints;
import dev.sekisho.traffic.tls.TlsHandshake;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one UDP flow of QUIC (RFC 9000, RFC 9369, drafts 21 to 34, Google QUIC): each call of {@link #data} is one
 * datagram.
 *
 * <ul>
 *   <li>The Initial packets of both sides are opened for their hellos; only the first datagrams of a flow cost that.
 *   <li>Exchanges are made by turn-taking of 0-RTT and 1-RTT packets. Initial, Handshake, Retry and Version Negotiation
 *       packets form none.
 *   <li>A datagram too short for more than acknowledgements and flow control does not count: a client acknowledges
 *       while the server still sends, which must not cut the server's burst into many.
 *   <li>What the server sends by itself right after the handshake (tickets, settings) does not count either.
 * </ul>
 */
public final class QuicParser implements StreamParser {
    /** Payload of a 1-RTT packet, packet number included, that acknowledgements and flow control fill. */
    static final int ACKNOWLEDGEMENT_BYTES = 40;

    /** How long the server may speak before the client without that being content. */
    static final long SETTLING_NANOS = 5_000_000_000L;

    private static final int GOOGLE_DATAGRAM_OVERHEAD = 13;

    private final ConnectionEvents events;
    private final TurnTaking turns;
    private final TlsHandshake handshake;
    private final InitialPackets client = new InitialPackets(true);
    private final InitialPackets server = new InitialPackets(false);
    private final LongHeader header = new LongHeader();
    private boolean announced;
    private boolean googleHeaders;
    private boolean malformedCounted;
    private boolean clientSpoke;
    private long firstNanos;
    private int clientIdLength;
    private int serverIdLength = 8;

    public QuicParser(ConnectionEvents events) {
        this.events = events;
        this.turns = new TurnTaking(events);
        this.handshake = new TlsHandshake(events, Fingerprints.Carrier.QUIC);
    }

    /** Whether a datagram begins a QUIC flow: one with a long header of a known version, or Google's public header. */
    public static boolean looksLikeQuic(byte[] bytes, int offset, int length) {
        return QuicDatagrams.looksLikeQuic(bytes, offset, length);
    }

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        if (!announced) {
            announced = true;
            firstNanos = nanos;
            googleHeaders = QuicDatagrams.isGooglePublicHeader(bytes, offset, length);
            events.protocol(Protocol.QUIC);
        }
        int content;
        if (googleHeaders) {
            content = googleContent(fromClient, bytes, offset, length);
        } else if (LongHeader.is(bytes, offset, length)) {
            content = longHeaders(fromClient, bytes, offset, offset + length);
        } else {
            content = shortHeaderContent(fromClient, length);
        }
        count(fromClient, content, nanos);
    }

    private void count(boolean fromClient, int content, long nanos) {
        if (content == 0 || (!fromClient && !clientSpoke && nanos - firstNanos < SETTLING_NANOS)) {
            return;
        }
        clientSpoke |= fromClient;
        turns.bytes(fromClient, content, nanos);
    }

    private int shortHeaderContent(boolean fromClient, int length) {
        int idLength = fromClient ? serverIdLength : clientIdLength;
        return length - 1 - idLength - InitialKeys.TAG_BYTES <= ACKNOWLEDGEMENT_BYTES ? 0 : length;
    }

    /** Goes over the packets of a datagram that begins with a long header; gives the bytes of content in it. */
    private int longHeaders(boolean fromClient, byte[] bytes, int offset, int end) {
        int content = 0;
        int position = offset;
        while (position < end && header.read(bytes, position, end)) {
            QuicVersion version = QuicVersion.of(header.version);
            if (version == null) {
                if (header.version != 0 && QuicDatagrams.isGoogleVersion(header.version) && fromClient) {
                    googleHello(bytes, position, end);
                }
                return content;
            }
            if (header.typeBits == version.retryType()) {
                return content;
            }
            boolean isInitial = header.typeBits == version.initialType();
            if (!header.readRest(bytes, end, isInitial)) {
                return content;
            }
            if (isInitial) {
                initial(fromClient, version, bytes, position);
            } else if (header.typeBits == version.zeroRttType()) {
                content += header.end - position;
            }
            position = header.end;
        }
        // Zeros may fill a datagram up; a short header has its fixed bit set.
        if (position < end && (bytes[position] & 0xc0) == 0x40) {
            content += shortHeaderContent(fromClient, end - position);
        }
        return content;
    }

    private void initial(boolean fromClient, QuicVersion version, byte[] bytes, int position) {
        if (fromClient) {
            clientIdLength = header.sourceIdLength;
        } else {
            serverIdLength = header.sourceIdLength;
        }
        InitialPackets side = fromClient ? client : server;
        byte[] id = client.keysId();
        if (fromClient) {
            int from = header.destinationIdOffset;
            id = Arrays.copyOfRange(bytes, from, from + header.destinationIdLength);
        } else if (id.length == 0) {
            return;
        }
        if (side.isDone()) {
            return;
        }
        boolean opened = side.read(version, bytes, position, header, id)
                || (QuicVersion.isGuess(header.version)
                        && side.read(QuicVersion.DRAFT_29, bytes, position, header, id));
        boolean isHello = true;
        if (opened && version.hello() == QuicVersion.Hello.TLS) {
            isHello = side.tellHello(handshake, false);
        } else if (opened && fromClient) {
            tellGoogleHello(side.googleHello());
        }
        if (fromClient && (!isHello || (!opened && !side.hasOpened()))) {
            malformed();
        }
    }

    private void malformed() {
        if (!malformedCounted) {
            malformedCounted = true;
            events.losses().add(Reason.MALFORMED_QUIC);
        }
    }

    private int googleContent(boolean fromClient, byte[] bytes, int offset, int length) {
        boolean isHello = fromClient && googleHello(bytes, offset, offset + length);
        return isHello || length - GOOGLE_DATAGRAM_OVERHEAD - 12 <= ACKNOWLEDGEMENT_BYTES ? 0 : length;
    }

    private boolean googleHello(byte[] bytes, int offset, int end) {
        if (client.isDone()) {
            return false;
        }
        int at = QuicDatagrams.findGoogleHello(bytes, offset, end);
        if (at < 0) {
            return false;
        }
        tellGoogleHello(GoogleHello.parse(bytes, at, end));
        return true;
    }

    private void tellGoogleHello(@Nullable GoogleHello hello) {
        if (hello == null || hello.serverName() == null) {
            return;
        }
        client.giveUp();
        server.giveUp();
        events.tls(new TlsFacts(hello.serverName(), List.of(), 0, null, null, 0, 0, null, null, false, null, false));
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        turns.bytes(fromClient, length, nanos);
    }

    /** {@inheritDoc} Possible once the hellos are read and the client has sent content. */
    @Override
    public long park() {
        boolean helloDone = googleHeaders || client.isDone();
        if (!helloDone || !clientSpoke) {
            return NOT_PARKABLE;
        }
        turns.flush();
        return (long) clientIdLength << 6 | (long) serverIdLength << 1 | (googleHeaders ? 1 : 0);
    }

    /** Makes a parser that goes on where another one was when {@link #park} gave {@code parked}. */
    public static QuicParser restore(ConnectionEvents events, long parked) {
        QuicParser parser = new QuicParser(events);
        parser.announced = true;
        parser.clientSpoke = true;
        parser.client.giveUp();
        parser.server.giveUp();
        parser.clientIdLength = (int) (parked >>> 6 & 31);
        parser.serverIdLength = (int) (parked >>> 1 & 31);
        parser.googleHeaders = (parked & 1) != 0;
        return parser;
    }

    @Override
    public void end(long nanos) {
        client.tellHello(handshake, true);
        server.tellHello(handshake, true);
        turns.flush();
    }
}
