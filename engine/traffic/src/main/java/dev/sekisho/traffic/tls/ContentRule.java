package dev.sekisho.traffic.tls;

/**
 * Decides which application-data records carry content.
 *
 * <p>Up to TLS 1.2 all of them do. TLS 1.3 hides the rest of the handshake, session tickets and alerts in the same kind
 * of record (RFC 8446, section 5.2); they are told apart by order and length:
 *
 * <ul>
 *   <li>the server's records before the client's Finished are handshake;
 *   <li>the client's Finished is the first record with exactly the length that its suite's hash gives, at the latest
 *       the {@value #CLIENT_FLIGHT_RECORDS}rd record after the server's hello;
 *   <li>what the server sends after that and before the client's first content is tickets, within limits of time and
 *       size;
 *   <li>a record of exactly the length of an alert is one.
 * </ul>
 */
final class ContentRule {
    /** Records of a client's second flight: Certificate, CertificateVerify, Finished. */
    static final int CLIENT_FLIGHT_RECORDS = 3;

    /** A server's first flight is shorter than this; more means that the client's side is not in the capture. */
    static final long SERVER_FLIGHT_BYTES = 1 << 17;

    /** Tickets come within this time after the client's Finished. */
    static final long TICKET_NANOS = 5_000_000_000L;

    /** Tickets are together shorter than this. */
    static final long TICKET_BYTES = 4096;

    private static final int AES_256_GCM_SHA384 = 0x1302;
    private static final int AES_128_CCM_8_SHA256 = 0x1305;
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private boolean version13;
    private boolean sha384;
    private boolean shortTag;
    private boolean earlyData;
    private boolean finished;
    private boolean clientSpoke;
    private int clientRecords;
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

    /** What must be known to go on after the handshake, in {@value #PARKED_BITS} bits. */
    long park() {
        return (version13 ? 1 : 0) | (shortTag ? 2 : 0);
    }

    static final int PARKED_BITS = 2;

    /** Goes on after the handshake. */
    void restore(long parked) {
        version13 = (parked & 1) != 0;
        shortTag = (parked & 2) != 0;
        finished = true;
        clientSpoke = true;
        finishedNanos = LONG_AGO;
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
            boolean isFinished = length == HandshakeMessages.HEADER_BYTES + hash + 1 + tag;
            clientRecords++;
            if (isFinished || (clientRecords >= CLIENT_FLIGHT_RECORDS && !earlyData)) {
                finished = true;
                finishedNanos = nanos;
                return false;
            }
            boolean endOfEarlyData = length == HandshakeMessages.HEADER_BYTES + 1 + tag;
            return earlyData && !endOfEarlyData;
        }
        if (isAlert(length, tag)) {
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
        if (isAlert(length, tag)) {
            return false;
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
