package dev.sekisho.traffic.tls;

/** Where one direction of a connection stands in its records. */
final class RecordSide {
    /** What the rest of the record under way is. */
    enum Content {
        /** Counts for exchanges. */
        APPLICATION,
        /** Handshake messages in clear. */
        HANDSHAKE,
        /** A hello in the form of SSL 2.0. */
        VERSION_2_HELLO,
        /** Alerts, heartbeats, changes of cipher, encrypted handshake. */
        IGNORED
    }

    final boolean fromClient;
    final HandshakeMessages messages;

    /** Bytes of the record under way that are still to come. */
    int remaining;

    Content content = Content.IGNORED;

    /** Header bytes seen of the record that begins, and how many. */
    long header;

    int headerBytes;

    /** Whether handshake records are encrypted from here on (TLS 1.2 and below). */
    boolean cipherChanged;

    /** Whether the place of the next record header is unknown. */
    boolean lost;

    /** Whether anything of this direction was seen. */
    boolean begun;

    /** How many bits {@link #park} takes. */
    static final int PARKED_BITS = 18;

    private static final int REMAINING_BITS = 15;

    /** Whether the place in the records can be told by {@link #park}. */
    boolean isParkable() {
        return headerBytes == 0
                && (remaining == 0 || (content != Content.HANDSHAKE && content != Content.VERSION_2_HELLO));
    }

    long park() {
        return remaining
                | (content == Content.APPLICATION ? 1L : 0) << REMAINING_BITS
                | (cipherChanged ? 1L : 0) << (REMAINING_BITS + 1)
                | (lost ? 1L : 0) << (REMAINING_BITS + 2);
    }

    void restore(long parked) {
        remaining = (int) parked & ((1 << REMAINING_BITS) - 1);
        content = (parked >>> REMAINING_BITS & 1) != 0 ? Content.APPLICATION : Content.IGNORED;
        cipherChanged = (parked >>> (REMAINING_BITS + 1) & 1) != 0;
        lost = (parked >>> (REMAINING_BITS + 2) & 1) != 0;
        begun = true;
    }

    RecordSide(boolean fromClient) {
        this.fromClient = fromClient;
        this.messages = new HandshakeMessages(fromClient);
    }
}
