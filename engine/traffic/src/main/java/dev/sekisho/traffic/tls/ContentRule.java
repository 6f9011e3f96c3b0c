package dev.sekisho.traffic.tls;

/**
 * Decides which application-data records carry content.
 *
 * <p>Up to TLS 1.2 all of them do. TLS 1.3 hides the rest of the handshake, session tickets and alerts in the same kind
 * of record (RFC 8446, section 5.2); they are told apart by order and length:
 *
 * <ul>
 *   <li>the server's records before the client's Finished are handshake;
 *   <li>the client's Finished is the first record with the length that its suite's hash gives, or with at most
 *       {@value #FINISHED_PADDING} bytes of padding more, at the latest the {@value #CLIENT_FLIGHT_RECORDS}rd record
 *       after the server's hello;
 *   <li>what the server sends after that and before the client's first content is tickets, within limits of time and
 *       size;
 *   <li>a record of exactly the length of an alert is one; the Java runtime pads every record with
 *       {@value #JAVA_PADDING} bytes, which the client's Finished shows.
 * </ul>
 */
final class ContentRule {
    /** Records of a client's second flight: Certificate, CertificateVerify, Finished. */
    static final int CLIENT_FLIGHT_RECORDS = 3;

    /** How much padding a Finished may have. */
    static final int FINISHED_PADDING = 64;

    /** The padding of the Java runtime's own TLS. */
    static final int JAVA_PADDING = 16;

    /** A server's first flight is shorter than this; more means that the client's side is not in the capture. */
    static final long SERVER_FLIGHT_BYTES = 1 << 17;

    /** Tickets come within this time after the client's Finished. */
    static final long TICKET_NANOS = 5_000_000_000L;

    /** Tickets are together shorter than this. */
    static final long TICKET_BYTES = 4096;

    private static final int AES_256_GCM_SHA384 = 0x1302;
    private static final int AES_128_CCM_8_SHA256 = 0x1305;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private boolean version13;
    private boolean sha384;
    private boolean shortTag;
    private boolean earlyData;
    private boolean finished;
    private boolean clientSpoke;
    private int clientRecords;
    private int clientPadding;
    private long finishedNanos;
    private long ticketBytes;
    private long serverFlightBytes;

    /** Takes note that the server has chosen TLS 1.3, and with which suite. */
    void begin13(int cipher, boolean offersEarlyData) {
        version13 = true;
        sha384 = cipher == AES_256_GCM_SHA384;
        shortTag = cipher == AES_128_CCM_8_SHA256;
        earlyData = offersEarlyData;
    }

    boolean isVersion13() {
        return version13;
    }

    /** Whether the client's Finished was seen, or is taken as seen. */
    boolean isFinished() {
        return finished;
    }

    /** How many bits {@link #park} takes. */
    static final int PARKED_BITS = 10;

    /** What must be known to go on after the handshake. */
    long park() {
        return (version13 ? 1L : 0) | (shortTag ? 2L : 0) | (clientSpoke ? 4L : 0) | (long) clientPadding << 3;
    }

    /** Goes on after the handshake. */
    void restore(long parked) {
        version13 = (parked & 1) != 0;
        shortTag = (parked & 2) != 0;
        clientPadding = (int) (parked >>> 3) & 0x7f;
        finished = true;
        clientSpoke = (parked & 4) != 0;
        finishedNanos = UNKNOWN;
    }

    /** Whether the application-data record that begins, of {@code length} bytes after its header, carries content. */
    boolean counts(boolean fromClient, int length, long nanos) {
        if (!version13) {
            clientSpoke |= fromClient;
            return true;
        }
        int tag = shortTag ? 8 : 16;
        return fromClient ? clientCounts(length, tag, nanos) : serverCounts(length, tag, nanos);
    }

    private boolean clientCounts(int length, int tag, long nanos) {
        if (!finished) {
            int hash = sha384 ? 48 : 32;
            int padding = length - (HandshakeMessages.HEADER_BYTES + hash + 1 + tag);
            boolean isFinished = padding >= 0 && padding <= (earlyData ? 0 : FINISHED_PADDING);
            clientPadding = isFinished ? padding : 0;
            clientRecords++;
            if (isFinished || (clientRecords >= CLIENT_FLIGHT_RECORDS && !earlyData)) {
                finished = true;
                finishedNanos = nanos;
                return false;
            }
            boolean endOfEarlyData = length == HandshakeMessages.HEADER_BYTES + 1 + tag;
            return earlyData && !endOfEarlyData;
        }
        if (isAlert(length - clientPadding, tag)) {
            return false;
        }
        clientSpoke = true;
        return true;
    }

    private boolean serverCounts(int length, int tag, long nanos) {
        if (!finished) {
            serverFlightBytes += length;
            if (serverFlightBytes <= SERVER_FLIGHT_BYTES) {
                return false;
            }
            finished = true;
            clientSpoke = true;
        }
        if (isAlert(length, tag) || isAlert(length - JAVA_PADDING, tag)) {
            return false;
        }
        if (finishedNanos == UNKNOWN) {
            finishedNanos = nanos;
        }
        if (!clientSpoke && nanos - finishedNanos <= TICKET_NANOS) {
            ticketBytes += length;
            return ticketBytes > TICKET_BYTES;
        }
        return true;
    }

    /** Level and description, content type, tag. */
    private static boolean isAlert(int length, int tag) {
        return length == 2 + 1 + tag;
    }
}
