package dev.sekisho.server.egress;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sekisho.extrusion.alert.Alert;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision not to see certain alerts, as it is kept.
 *
 * @param unit the unit for which it holds, with all below it
 * @param unitLabel what the unit is called, empty before somebody has asked
 * @param server name or address it is for, null for any; {@code *.example.com} is for example.com too
 * @param client network of the clients it is for, null for any
 * @param application name of the application it is for, null for any
 * @param kind kind of alert it is for, null for any
 * @param ended when somebody ended it before it expired, null if nobody has
 */
public record StoredException(
        UUID id,
        UUID unit,
        @JsonIgnore String unitLabel,
        @Nullable String server,
        @Nullable String client,
        @Nullable String application,
        Alert.@Nullable Kind kind,
        String ownerName,
        String reason,
        Instant began,
        Instant expires,
        @Nullable Instant ended,
        int version) {
    /** The same with what its unit is called. */
    StoredException named(String label) {
        return new StoredException(
                id, unit, label, server, client, application, kind, ownerName, reason, began, expires, ended, version);
    }
}
