package dev.sekisho.extrusion.model;

import dev.sekisho.traffic.Protocol;
import java.util.Locale;

/** What can be seen of a pair; pairs of one channel are compared with each other. */
public enum Channel {
    /** Readable requests and responses. */
    READABLE,
    /** TLS and QUIC: handshakes can be read, content cannot. */
    SEALED,
    /** Unrecognised TCP. */
    OPAQUE;

    /** The channel of what speaks {@code protocol}. */
    public static Channel of(Protocol protocol) {
        return switch (protocol) {
            case HTTP, HTTP2 -> READABLE;
            case TLS, QUIC -> SEALED;
            case DNS, OTHER, NONE -> OPAQUE;
        };
    }

    /** Lower-case name. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
