package dev.sekisho.traffic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a connection was found to speak.
 *
 * @param connectionStart time of the connection's first packet
 * @param transport what carries it
 * @param protocol what it speaks, {@link Protocol#OTHER} where that is not known
 * @param tls what its handshake showed so far, null if it has none
 */
public record ProtocolFacts(
        Instant connectionStart,
        Transport transport,
        Protocol protocol,
        @Nullable TlsFacts tls) {}
