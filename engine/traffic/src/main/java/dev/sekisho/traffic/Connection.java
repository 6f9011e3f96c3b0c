package dev.sekisho.traffic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a communication session, as known when it ended or was let go.
 *
 * @param transport TCP or UDP
 * @param protocol what was recognised in it; of a tunnel (CONNECT, SOCKS), what is inside
 * @param start time of its first packet
 * @param end time of its last packet
 * @param clientPort port of the client, 0 where a log does not say
 * @param serverPort port of the server, or of the tunnel's target
 * @param packetsUp packets from the client
 * @param packetsDown packets from the server
 * @param bytesUp payload bytes from the client, lost ones included, retransmitted ones counted once
 * @param bytesDown payload bytes from the server, likewise
 * @param exchanges number of exchanges
 * @param established whether both sides were heard
 * @param openedBeforeCapture whether the opening handshake was missing
 * @param ending how it ended
 * @param tls what its TLS or QUIC handshake showed, null if there was none
 * @param openingUp the first bytes of payload from the client, at most {@value #OPENING_BYTES}, for recognising
 *     applications
 * @param openingDown the first bytes of payload from the server, likewise
 */
public record Connection(
        Transport transport,
        Protocol protocol,
        Instant start,
        Instant end,
        int clientPort,
        int serverPort,
        long packetsUp,
        long packetsDown,
        long bytesUp,
        long bytesDown,
        int exchanges,
        boolean established,
        boolean openedBeforeCapture,
        Ending ending,
        @Nullable TlsFacts tls,
        Opening openingUp,
        Opening openingDown) {

    /** How many bytes of each direction's first payload are kept. */
    public static final int OPENING_BYTES = 96;

    /** How a connection ended. */
    public enum Ending {
        /** Both sides closed. */
        CLOSED,
        /** One side reset it. */
        RESET,
        /** It fell silent. */
        SILENT,
        /** The input ended first. */
        INPUT_ENDED,
        /** It was let go to keep memory bounded. */
        EVICTED
    }
}
