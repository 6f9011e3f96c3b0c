package dev.sekisho.traffic;

/** What a connection was seen to speak, recognised from its bytes and never from its port. */
public enum Protocol {
    /** HTTP/0.9, 1.0 or 1.1 in clear. */
    HTTP,
    /** HTTP/2 in clear, by prior knowledge or upgrade. */
    HTTP2,
    /** TLS over TCP. */
    TLS,
    /** QUIC, version 1, 2 or a draft. */
    QUIC,
    /** DNS over UDP or TCP. */
    DNS,
    /** Anything else that carried payload. */
    OTHER,
    /** A connection that carried no payload at all. */
    NONE
}
