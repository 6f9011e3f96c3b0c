package dev.sekisho.server.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Incidents out of rows. */
final class IncidentRows {
    private IncidentRows() {}

    static Incident incident(ResultSet row, int number) throws SQLException {
        String outcome = row.getString("outcome");
        return new Incident(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getObject("unit", UUID.class),
                row.getString("title"),
                row.getString("summary"),
                IncidentSeverity.valueOf(row.getString("severity")),
                IncidentCategory.valueOf(row.getString("category")),
                TrafficLight.valueOf(row.getString("marking")),
                ResponsePhase.valueOf(row.getString("phase")),
                IncidentState.valueOf(row.getString("state")),
                outcome == null ? null : IncidentOutcome.valueOf(outcome),
                row.getBoolean("drill"),
                row.getString("origin_kind"),
                row.getString("origin_reference"),
                instant(row.getTimestamp("occurred")),
                row.getTimestamp("detected").toInstant(),
                row.getTimestamp("opened").toInstant(),
                row.getString("opened_by_name"),
                instant(row.getTimestamp("closed")),
                row.getString("closed_by_name"),
                row.getBigDecimal("cost"),
                row.getString("currency"),
                row.getString("root_cause"),
                row.getString("lessons"),
                row.getString("lead"),
                row.getInt("version"));
    }

    static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
