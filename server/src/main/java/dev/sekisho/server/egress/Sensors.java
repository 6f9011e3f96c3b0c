package dev.sekisho.server.egress;

import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.scope.ActorPermissions;
import dev.sekisho.server.scope.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The sensors that the one who acts may see, and what they have read. */
@Repository
@Transactional(readOnly = true)
public class Sensors {
    private static final String SELECT = """
            sensor.id, sensor.unit, sensor.name, sensor.kind, sensor.folder, sensor.enabled, sensor.heard, sensor.fault,
            sensor.version""";

    static final ListStatement<Sensor> STATEMENT = new ListStatement<>(
            SELECT,
            "egress.sensor",
            "sensor.id",
            List.of(
                    ListColumn.text("name", "sensor.name"),
                    ListColumn.choice("kind", "sensor.kind"),
                    ListColumn.shown("folder", "sensor.folder"),
                    ListColumn.shown("unit", "sensor.unit::text")
                            .filteredBy("sensor.unit in (select scope.below(cast(:value as uuid)))"),
                    ListColumn.time("heard", "coalesce(sensor.heard, '-infinity')", "timestamptz"),
                    ListColumn.shown("state", "sensor.enabled::text")),
            Sensors::row);

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final ActorPermissions permissions;

    Sensors(JdbcClient jdbc, Ledger ledger, ActorPermissions permissions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.permissions = permissions;
    }

    public Slice<Sensor> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    public int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    public void forEach(ListQuery query, Consumer<Sensor> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    public Optional<Sensor> find(UUID id) {
        return jdbc.sql(STATEMENT.base() + " where sensor.id = :id")
                .param("id", id)
                .query(Sensors::row)
                .optional();
    }

    /** The sensor, or a refusal that says no more than that it was not found. */
    public Sensor get(UUID id) {
        return find(id).orElseThrow(Refusal::notFound);
    }

    /** The sensor, for somebody who may send for it. */
    Sensor getForSending(UUID id) {
        Sensor sensor = get(id);
        permissions.require(EgressPermissions.SENSOR_SEND, sensor.unit());
        return sensor;
    }

    /** Folders that are to be read. */
    List<Sensor> folders() {
        return jdbc.sql(STATEMENT.base() + " where sensor.kind = 'FOLDER' and sensor.enabled order by sensor.id")
                .query(Sensors::row)
                .list();
    }

    /** What a sensor has read, the newest first. */
    List<IntakeRow> intakes(UUID sensor, int most) {
        return jdbc.sql("""
                select name, sessions, began, finished, losses, fault
                  from egress.intake
                 where sensor = :sensor
                 order by began desc, id desc
                 limit :most
                """)
                .param("sensor", sensor)
                .param("most", most)
                .query((row, number) -> new IntakeRow(
                        row.getString("name"),
                        row.getLong("sessions"),
                        row.getTimestamp("began").toInstant(),
                        instant(row.getTimestamp("finished")),
                        row.getString("losses"),
                        row.getString("fault")))
                .list();
    }

    /** Something that a sensor reads or has read. */
    public record IntakeRow(
            String name,
            long sessions,
            Instant began,
            @Nullable Instant finished,
            String losses,
            @Nullable String fault) {}

    /** Adds a sensor. */
    @Transactional
    public Sensor add(NewSensor sensor) {
        UUID id = Uuids.next();
        jdbc.sql("""
                insert into egress.sensor (id, unit, name, kind, folder)
                values (:id, :unit, :name, :kind, :folder)
                """)
                .param("id", id)
                .param("unit", sensor.unit())
                .param("name", sensor.name().strip())
                .param("kind", sensor.kind().name())
                .param("folder", sensor.folder())
                .update();
        ledger.record(new Evidence(
                "sensor.added",
                sensor.unit(),
                id,
                Map.of("name", sensor.name().strip(), "kind", sensor.kind().name())));
        return get(id);
    }

    /** Lets a sensor work or rest. Refuses if it has changed since {@code version}. */
    @Transactional
    public Sensor enable(UUID id, int version, boolean enabled) {
        Sensor before = get(id);
        int changed = jdbc.sql("""
                update egress.sensor
                   set enabled = :enabled,
                       version = version + 1
                 where id = :id
                   and version = :version
                """)
                .param("enabled", enabled)
                .param("id", id)
                .param("version", version)
                .update();
        if (changed == 0) {
            permissions.require(EgressPermissions.SENSOR_CHANGE, before.unit());
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
        ledger.record(new Evidence(
                enabled ? "sensor.enabled" : "sensor.disabled", before.unit(), id, Map.of("name", before.name())));
        return get(id);
    }

    private static Sensor row(ResultSet row, int number) throws SQLException {
        return new Sensor(
                row.getObject("id", UUID.class),
                row.getObject("unit", UUID.class),
                "",
                row.getString("name"),
                SensorKind.valueOf(row.getString("kind")),
                row.getString("folder"),
                row.getBoolean("enabled"),
                instant(row.getTimestamp("heard")),
                row.getString("fault"),
                row.getInt("version"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
