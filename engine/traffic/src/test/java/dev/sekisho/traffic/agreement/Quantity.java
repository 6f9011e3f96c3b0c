package dev.sekisho.traffic.agreement;

/** What is counted in a capture by both programs. */
enum Quantity {
    /** Requests of HTTP/1.x over TCP. */
    REQUESTS,
    /** Final responses of HTTP/1.x over TCP; interim ones (1xx other than 101) belong to an exchange, not beside it. */
    RESPONSES,
    /** Requests of HTTP/2 in clear. */
    HTTP2_REQUESTS,
    /** Responses of HTTP/2 in clear. */
    HTTP2_RESPONSES,
    /** Connections with a TLS or QUIC ClientHello. */
    CLIENT_HELLOS,
    /** Connections whose ClientHello names a server. */
    SERVER_NAMES,
    /** Requests of which method, target, Host and User-Agent are equal; tshark's figure is what it offers to compare. */
    EQUAL_REQUESTS,
    /** Responses of which status, Content-Type and Server are equal; likewise. */
    EQUAL_RESPONSES
}
