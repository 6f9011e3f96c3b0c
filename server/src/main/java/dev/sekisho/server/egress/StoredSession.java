package dev.sekisho.server.egress;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A communication session as it is kept.
 *
 * @param unitLabel what the unit is called, empty before somebody has asked
 * @param trafficGroup the group of ordinary traffic that its pair is nearest to, empty where the pair is not judged
 * @param rogue whether its pair behaves like command and control
 */
public record StoredSession(
        UUID id,
        UUID sensor,
        UUID unit,
        @JsonIgnore String unitLabel,
        String client,
        String server,
        String address,
        int port,
        String protocol,
        Instant started,
        Instant ended,
        int connections,
        int exchanges,
        long bytesUp,
        long bytesDown,
        @Nullable String userAgent,
        @Nullable String ja4,
        @Nullable String alpn,
        @Nullable String resolvedName,
        String trafficGroup,
        boolean rogue) {
    /** The same with what its unit is called. */
    StoredSession named(String label) {
        return new StoredSession(
                id,
                sensor,
                unit,
                label,
                client,
                server,
                address,
                port,
                protocol,
                started,
                ended,
                connections,
                exchanges,
                bytesUp,
                bytesDown,
                userAgent,
                ja4,
                alpn,
                resolvedName,
                trafficGroup,
                rogue);
    }
}
