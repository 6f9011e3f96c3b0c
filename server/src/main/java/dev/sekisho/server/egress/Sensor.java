package dev.sekisho.server.egress;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A running source of sessions.
 *
 * @param unitLabel what the unit is called, empty before somebody has asked
 * @param unit the unit to which it belongs, and with it every client that no network gives to another
 * @param folder the name of its folder below the directory for captures, null for other kinds
 * @param heard when something came in last, null if nothing has
 * @param fault what is wrong with it now, null if nothing is
 * @param version grows with every change; the entity tag of the API
 */
public record Sensor(
        UUID id,
        UUID unit,
        @JsonIgnore String unitLabel,
        String name,
        SensorKind kind,
        @Nullable String folder,
        boolean enabled,
        @Nullable Instant heard,
        @Nullable String fault,
        int version) {
    /** The same with what its unit is called. */
    Sensor named(String label) {
        return new Sensor(id, unit, label, name, kind, folder, enabled, heard, fault, version);
    }
}
