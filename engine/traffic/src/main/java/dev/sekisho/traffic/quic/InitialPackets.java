package dev.sekisho.traffic.quic;

import dev.sekisho.traffic.tls.TlsHandshake;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Opens the Initial packets of one side of a flow and puts its hello together: any number of packets and datagrams, in
 * any order, with the keys made anew after a Retry (RFC 9001, section 5.2).
 */
final class InitialPackets {
    /** A flow whose hello is not complete after so many Initial packets of a side is given up. */
    static final int MAX_PACKETS = 32;

    /** So often keys are made for one side: for the first packet, after a Retry, after a version negotiation. */
    static final int MAX_DERIVATIONS = 4;

    private static final int PADDING = 0;
    private static final int PING = 1;
    private static final int ACK = 2;
    private static final int ACK_WITH_ECN = 3;
    private static final int CRYPTO = 6;
    private static final int GOOGLE_CRYPTO = 8;
    private static final int MESSAGE_HEADER_BYTES = 4;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;

    private final boolean ofClient;
    private @Nullable InitialKeys keys;
    private @Nullable QuicVersion keysVersion;
    private byte[] keysId = {};
    private @Nullable CryptoStream stream;
    private int packets;
    private int derivations;
    private boolean opened;
    private boolean done;

    InitialPackets(boolean ofClient) {
        this.ofClient = ofClient;
    }

    /** Whether nothing more is looked for. */
    boolean isDone() {
        return done;
    }

    /** Whether any packet could be opened. */
    boolean hasOpened() {
        return opened;
    }

    /** The identifier that the present keys come from; empty before the first packet. */
    byte[] keysId() {
        return keysId;
    }

    void giveUp() {
        done = true;
        stream = null;
        keys = null;
    }

    /**
     * Takes one Initial packet.
     *
     * @param offset where it begins
     * @param id the identifier from which the keys come, unless the keys at hand open the packet
     * @return false if it could not be opened
     */
    boolean read(QuicVersion version, byte[] bytes, int offset, LongHeader header, byte[] id) {
        if (++packets > MAX_PACKETS) {
            giveUp();
            return true;
        }
        byte[] payload = null;
        if (keys != null && version == keysVersion) {
            payload = open(keys, bytes, offset, header);
        }
        if (payload == null && !(version == keysVersion && Arrays.equals(id, keysId))) {
            payload = openWithNewKeys(version, bytes, offset, header, id);
        }
        if (payload == null) {
            return false;
        }
        opened = true;
        collect(version, payload);
        return true;
    }

    private byte @Nullable [] openWithNewKeys(
            QuicVersion version, byte[] bytes, int offset, LongHeader header, byte[] id) {
        if (derivations >= MAX_DERIVATIONS) {
            return null;
        }
        derivations++;
        InitialKeys fresh;
        try {
            fresh = InitialKeys.derive(version, ofClient, id, 0, id.length);
        } catch (GeneralSecurityException e) {
            return null;
        }
        byte[] payload = open(fresh, bytes, offset, header);
        if (payload != null || keys == null) {
            keys = fresh;
            keysId = id;
            keysVersion = version;
        }
        return payload;
    }

    private static byte @Nullable [] open(InitialKeys keys, byte[] bytes, int offset, LongHeader header) {
        int numberOffset = header.packetNumberOffset;
        int sample = numberOffset + 4;
        if (sample + InitialKeys.SAMPLE_BYTES > header.end) {
            return null;
        }
        try {
            byte[] mask = keys.headerMask(bytes, sample);
            int first = bytes[offset] ^ (mask[0] & 0x0f);
            int numberLength = (first & 3) + 1;
            byte[] clear = Arrays.copyOfRange(bytes, offset, numberOffset + numberLength);
            clear[0] = (byte) first;
            long number = 0;
            for (int i = 0; i < numberLength; i++) {
                int at = numberOffset - offset + i;
                clear[at] ^= mask[1 + i];
                number = number << 8 | (clear[at] & 0xff);
            }
            int payload = numberOffset + numberLength;
            return keys.open(number, clear, bytes, payload, header.end - payload);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private void collect(QuicVersion version, byte[] payload) {
        CryptoStream collected = stream;
        if (collected == null) {
            collected = new CryptoStream();
            stream = collected;
        }
        Varint reader = new Varint(payload, 0, payload.length);
        long type = reader.next();
        while (type >= 0 && readFrame(version, (int) Math.min(type, Integer.MAX_VALUE), reader, payload, collected)) {
            type = reader.next();
        }
    }

    /** Reads one frame (RFC 9000, section 19); false at the first that carries no handshake and is no filling. */
    private static boolean readFrame(
            QuicVersion version, int type, Varint reader, byte[] payload, CryptoStream collected) {
        return switch (type) {
            case PADDING, PING -> true;
            case ACK, ACK_WITH_ECN -> skipAcknowledgement(reader, type == ACK_WITH_ECN);
            default ->
                type == (version.hasGoogleFrames() ? GOOGLE_CRYPTO : CRYPTO) && readCrypto(reader, payload, collected);
        };
    }

    private static boolean skipAcknowledgement(Varint reader, boolean withEcn) {
        reader.next();
        reader.next();
        long numbers = 2 * reader.next() + 1 + (withEcn ? 3 : 0);
        for (long i = 0; i < numbers; i++) {
            if (reader.next() < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean readCrypto(Varint reader, byte[] payload, CryptoStream collected) {
        long streamOffset = reader.next();
        long length = reader.next();
        if (streamOffset < 0 || length < 0 || length > reader.remaining()) {
            return false;
        }
        collected.add(streamOffset, payload, reader.position(), (int) length);
        reader.skip((int) length);
        return true;
    }

    /**
     * Hands the TLS hello over once it is complete.
     *
     * @param last whether no more will come: then as much as there is
     * @return false if it is no hello
     */
    boolean tellHello(TlsHandshake handshake, boolean last) {
        CryptoStream collected = stream;
        if (done || collected == null) {
            return true;
        }
        int available = collected.available();
        byte[] bytes = collected.bytes();
        if (available < MESSAGE_HEADER_BYTES) {
            return true;
        }
        int declared = (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        int present = Math.min(declared, available - MESSAGE_HEADER_BYTES);
        if (bytes[0] != (ofClient ? CLIENT_HELLO : SERVER_HELLO)) {
            giveUp();
            return false;
        }
        if (present < declared && !last) {
            return true;
        }
        giveUp();
        return ofClient
                ? handshake.readClientHello(bytes, MESSAGE_HEADER_BYTES, present, declared)
                : handshake.readServerHello(bytes, MESSAGE_HEADER_BYTES, present, declared);
    }

    /** The hello of Google's own handshake, null while it is not there. */
    @Nullable
    GoogleHello googleHello() {
        CryptoStream collected = stream;
        return collected == null ? null : GoogleHello.parse(collected.bytes(), 0, collected.available());
    }
}
