package dev.sekisho.server.egress;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sekisho.extrusion.alert.Alert;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is kept.
 *
 * @param unitLabel what the unit is called, empty before somebody has asked
 * @param unit the unit to which the client belongs
 * @param application the application, empty where none was recognised
 * @param trafficGroup the group of ordinary traffic that it is nearest to, empty where it was recognised, not measured
 * @param exceptedUntil when the exception that hides it expires, null if none does
 * @param owner the account that works on it, null for none
 * @param version grows with every decision; the entity tag of the API
 */
public record StoredAlert(
        UUID id,
        UUID sensor,
        UUID unit,
        @JsonIgnore String unitLabel,
        String client,
        String server,
        String address,
        int port,
        Alert.Kind kind,
        String application,
        AlertSeverity severity,
        double score,
        @Nullable Double pValue,
        String trafficGroup,
        Instant firstSeen,
        Instant lastSeen,
        int exchanges,
        Instant raised,
        AlertState state,
        @Nullable Instant exceptedUntil,
        @Nullable UUID owner,
        @Nullable String ownerName,
        int version) {
    /** The same with what its unit is called. */
    StoredAlert named(String label) {
        return new StoredAlert(
                id,
                sensor,
                unit,
                label,
                client,
                server,
                address,
                port,
                kind,
                application,
                severity,
                score,
                pValue,
                trafficGroup,
                firstSeen,
                lastSeen,
                exchanges,
                raised,
                state,
                exceptedUntil,
                owner,
                ownerName,
                version);
    }
}
