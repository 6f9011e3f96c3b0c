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

    RecordSide(boolean fromClient) {
        this.fromClient = fromClient;
        this.messages = new HandshakeMessages(fromClient);
    }
}
