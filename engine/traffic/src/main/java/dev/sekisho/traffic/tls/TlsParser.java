package dev.sekisho.traffic.tls;

import dev.sekisho.traffic.Losses.Reason;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.stream.TurnTaking;

/**
 * Reads the two directions of a TLS connection (SSL 3.0 to TLS 1.3, and hellos in the form of SSL 2.0).
 *
 * <ul>
 *   <li>Handshake messages in clear are put together and read; everything else is skipped by counting.
 *   <li>Exchanges are made of application-data records by turn-taking, five header bytes included. The handshake,
 *       alerts, heartbeats and, in TLS 1.3, what {@link ContentRule} takes for encrypted handshake form none.
 *   <li>After a gap, or of a connection already open when the capture began, bytes count as application data until a
 *       record header is found again.
 * </ul>
 */
public final class TlsParser implements StreamParser, HandshakeMessages.Reader {
    private final ConnectionEvents events;
    private final TurnTaking turns;
    private final TlsHandshake handshake;
    private final ContentRule rule;
    private final RecordSide client = new RecordSide(true);
    private final RecordSide server = new RecordSide(false);
    private boolean malformedCounted;
    private boolean announced;
    private boolean hellosSeen;
    private boolean handshakeOver;

    public TlsParser(ConnectionEvents events) {
        this.events = events;
        this.turns = new TurnTaking(events);
        this.handshake = new TlsHandshake(events, Fingerprints.Carrier.TCP);
        this.rule = new ContentRule();
    }

    /** Whether the bytes are the beginning of TLS records; see {@link TlsRecords#looksLikeTls}. */
    public static boolean looksLikeTls(byte[] bytes, int offset, int length) {
        return TlsRecords.looksLikeTls(bytes, offset, length);
    }

    /** Whether a ClientHello begins here; see {@link TlsRecords#startsClientHello}. */
    public static boolean startsClientHello(byte[] bytes, int offset, int length) {
        return TlsRecords.startsClientHello(bytes, offset, length);
    }

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        if (!announced) {
            announced = true;
            events.protocol(Protocol.TLS);
        }
        RecordSide side = fromClient ? client : server;
        int position = offset;
        int end = offset + length;
        while (position < end) {
            if (side.lost) {
                position = regain(side, bytes, position, end, nanos);
            } else if (side.remaining > 0) {
                int count = Math.min(side.remaining, end - position);
                content(side, bytes, position, count, nanos);
                side.remaining -= count;
                position += count;
            } else {
                position = header(side, bytes, position, end, nanos);
            }
        }
    }

    private int header(RecordSide side, byte[] bytes, int position, int end, long nanos) {
        if (side.headerBytes == 0 && end - position >= TlsRecords.HEADER_BYTES) {
            return begin(side, TlsRecords.header(bytes, position), position, nanos);
        }
        int at = position;
        while (at < end && side.headerBytes < TlsRecords.HEADER_BYTES) {
            side.header = side.header << 8 | (bytes[at++] & 0xff);
            side.headerBytes++;
        }
        if (side.headerBytes < TlsRecords.HEADER_BYTES) {
            return at;
        }
        long header = side.header;
        side.header = 0;
        side.headerBytes = 0;
        return begin(side, header, at - TlsRecords.HEADER_BYTES, nanos);
    }

    /**
     * Begins the record whose header is given.
     *
     * @param position where the header begins; may lie before the array's new bytes where the header came in pieces
     * @return where its content begins
     */
    private int begin(RecordSide side, long header, int position, long nanos) {
        boolean first = !side.begun;
        side.begun = true;
        if (!TlsRecords.isHeader(header)) {
            if (first && TlsRecords.isVersion2Hello(header)) {
                return beginVersion2(side, header, position, nanos);
            }
            return lose(side, position + TlsRecords.HEADER_BYTES, nanos);
        }
        int type = TlsRecords.type(header);
        int length = TlsRecords.length(header);
        side.remaining = length;
        side.content = RecordSide.Content.IGNORED;
        switch (type) {
            case TlsRecords.APPLICATION_DATA -> {
                if (isHandshakeOverBy(side.fromClient)) {
                    endHandshake();
                }
                if (rule.counts(side.fromClient, length, nanos)) {
                    side.content = RecordSide.Content.APPLICATION;
                    turns.bytes(side.fromClient, TlsRecords.HEADER_BYTES, nanos);
                }
            }
            case TlsRecords.HANDSHAKE -> {
                if (!side.cipherChanged) {
                    side.content = RecordSide.Content.HANDSHAKE;
                }
            }
            case TlsRecords.CHANGE_CIPHER_SPEC -> changeCipher(side);
            default -> {}
        }
        return position + TlsRecords.HEADER_BYTES;
    }

    /**
     * Whether a record of application data shows that the handshake is over: up to TLS 1.2 the server sends none before,
     * and without any hello the connection was open already.
     */
    private boolean isHandshakeOverBy(boolean fromClient) {
        return rule.isVersion13() ? rule.isFinished() : !fromClient || !hellosSeen || haveBothChangedCipher();
    }

    private boolean haveBothChangedCipher() {
        return client.cipherChanged && server.cipherChanged;
    }

    /** Lets go of what is needed for the handshake alone. */
    private void endHandshake() {
        if (!handshakeOver) {
            handshakeOver = true;
            client.messages.close();
            server.messages.close();
            handshake.release();
        }
    }

    private void changeCipher(RecordSide side) {
        if (!side.fromClient) {
            handshake.serverChangesCipher();
        }
        // In TLS 1.3 it means nothing, and hellos in clear may follow it (RFC 8446, appendix D.4).
        if (!rule.isVersion13()) {
            side.cipherChanged = true;
            side.messages.close();
        }
    }

    private int beginVersion2(RecordSide side, long header, int position, long nanos) {
        // Two bytes of length were the header; the three that follow are content already taken.
        side.content = RecordSide.Content.VERSION_2_HELLO;
        side.remaining = TlsRecords.version2Length(header) - 3;
        byte[] taken = {(byte) (header >>> 16), (byte) (header >>> 8), (byte) header};
        side.messages.appendVersion2(taken, 0, 3, side.remaining == 0, nanos, this);
        return position + TlsRecords.HEADER_BYTES;
    }

    private void content(RecordSide side, byte[] bytes, int position, int count, long nanos) {
        switch (side.content) {
            case APPLICATION -> turns.bytes(side.fromClient, count, nanos);
            case HANDSHAKE -> {
                if (!side.messages.append(bytes, position, count, nanos, this)) {
                    malformed();
                }
            }
            case VERSION_2_HELLO ->
                side.messages.appendVersion2(bytes, position, count, count == side.remaining, nanos, this);
            case IGNORED -> {}
        }
    }

    private int lose(RecordSide side, int position, long nanos) {
        malformed();
        side.messages.cut(nanos, this);
        side.lost = true;
        side.remaining = 0;
        turns.bytes(side.fromClient, TlsRecords.HEADER_BYTES, nanos);
        return position;
    }

    private void malformed() {
        if (!malformedCounted) {
            malformedCounted = true;
            events.losses().add(Reason.MALFORMED_TLS);
        }
    }

    private int regain(RecordSide side, byte[] bytes, int position, int end, long nanos) {
        int found = TlsRecords.find(bytes, position, end);
        if (found < 0) {
            turns.bytes(side.fromClient, end - position, nanos);
            return end;
        }
        turns.bytes(side.fromClient, found - position, nanos);
        side.lost = false;
        return found;
    }

    @Override
    public void message(boolean fromClient, int type, byte[] bytes, int offset, int length, int declared, long nanos) {
        hellosSeen = true;
        if (fromClient && type == HandshakeMessages.CLIENT_HELLO) {
            if (!handshake.readClientHello(bytes, offset, length, declared)) {
                malformed();
            }
        } else if (fromClient && type == HandshakeMessages.VERSION_2_CLIENT_HELLO) {
            handshake.clientHello(ClientHello.parseVersion2(bytes, offset, length));
        } else if (!fromClient && type == HandshakeMessages.SERVER_HELLO) {
            if (!handshake.readServerHello(bytes, offset, length, declared)) {
                malformed();
            }
            if (handshake.isVersion13()) {
                rule.begin13(handshake.cipher(), handshake.offersEarlyData());
            }
        } else if (!fromClient && type == HandshakeMessages.CERTIFICATE) {
            handshake.certificate(bytes, offset, length, declared);
        }
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        RecordSide side = fromClient ? client : server;
        if (side.lost) {
            turns.bytes(fromClient, length, nanos);
            return;
        }
        if (side.content == RecordSide.Content.HANDSHAKE || side.content == RecordSide.Content.VERSION_2_HELLO) {
            side.messages.cut(nanos, this);
        }
        if (length <= side.remaining) {
            side.remaining -= (int) length;
            if (side.content == RecordSide.Content.APPLICATION) {
                turns.bytes(fromClient, length, nanos);
            }
            return;
        }
        if (side.content == RecordSide.Content.APPLICATION || side.remaining == 0) {
            turns.bytes(fromClient, length, nanos);
        }
        side.messages.cut(nanos, this);
        side.remaining = 0;
        side.header = 0;
        side.headerBytes = 0;
        side.lost = true;
    }

    /** {@inheritDoc} Possible once the handshake is over and no record header is partly seen. */
    @Override
    public long park() {
        if (rule.isFinished() || haveBothChangedCipher()) {
            endHandshake();
        }
        if (!handshakeOver || !client.isParkable() || !server.isParkable()) {
            return NOT_PARKABLE;
        }
        turns.flush();
        return (client.park() << RecordSide.PARKED_BITS | server.park()) << ContentRule.PARKED_BITS | rule.park();
    }

    /** Makes a parser that goes on where another one was when {@link #park} gave {@code parked}. */
    public static TlsParser restore(ConnectionEvents events, long parked) {
        TlsParser parser = new TlsParser(events);
        parser.announced = true;
        parser.endHandshake();
        parser.rule.restore(parked);
        parser.server.restore(parked >>> ContentRule.PARKED_BITS);
        parser.client.restore(parked >>> (ContentRule.PARKED_BITS + RecordSide.PARKED_BITS));
        return parser;
    }

    @Override
    public void end(long nanos) {
        client.messages.cut(nanos, this);
        server.messages.cut(nanos, this);
        turns.flush();
    }
}
