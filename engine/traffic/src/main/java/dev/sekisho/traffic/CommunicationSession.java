package dev.sekisho.traffic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything exchanged between one client and one server until they fell silent.
 *
 * <p>Two exchanges belong to the same session when client, server and (for a server without a name) port are equal and
 * no more than the configured silence lies between them. Address and port of a named server are those of its first
 * connection.
 *
 * @param id number of the session within one run, from 1, in order of first exchange
 * @param key who speaks with whom
 * @param protocol what the session's first connection with payload speaks
 * @param start time of the first packet
 * @param end time of the last packet
 * @param connections number of connections
 * @param exchanges number of exchanges
 * @param bytesUp payload bytes from the client
 * @param bytesDown payload bytes from the server
 * @param userAgent the first User-Agent seen, null if none
 * @param ja3 of the first TLS or QUIC connection, null if none
 * @param ja4 of the first TLS or QUIC connection, null if none
 * @param alpn first protocol offered by the first TLS or QUIC connection, null if none
 * @param resolvedName name under which the client had asked DNS for the server's address, null if no answer was seen
 */
public record CommunicationSession(
        long id,
        SessionKey key,
        Protocol protocol,
        Instant start,
        Instant end,
        int connections,
        int exchanges,
        long bytesUp,
        long bytesDown,
        @Nullable String userAgent,
        @Nullable String ja3,
        @Nullable String ja4,
        @Nullable String alpn,
        @Nullable String resolvedName) {}
