package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.extrusion.verdict.Verdict;
import dev.sekisho.server.database.Uuids;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes what an analysis has to say. Writing the same twice changes nothing. */
@Component
class AlertWriter {
    private final JdbcClient jdbc;
    private final JdbcOperations batches;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    AlertWriter(JdbcClient jdbc, JdbcOperations batches, JsonMapper json, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
        this.events = events;
    }

    /**
     * Raises an alert, or lets the one that stands go on. What somebody closed does not come back unless there was traffic
     * after it. An alert is raised now, or at a moment that is given.
     */
    void write(UUID sensor, UUID unit, SensorAnalysis.Raised raised, @Nullable Instant moment) {
        Alert alert = raised.alert();
        AlertSeverity severity = AlertSeverity.of(alert);
        UUID id = Uuids.next();
        boolean isNew = jdbc.sql("""
                insert into egress.alert as known
                       (id, sensor, unit, client, server, pair_server, address, port, kind, application, severity, score,
                        p_value, traffic_group, first_seen, last_seen, exchanges, reasons, picture, raised)
                select :id, :sensor, :unit, :client, :server, :pairServer, :address, :port, :kind, :application,
                       :severity, :score, cast(:pValue as double precision), :group, :firstSeen, :lastSeen, :exchanges,
                       cast(:reasons as jsonb), cast(:picture as jsonb), coalesce(cast(:moment as timestamptz), now())
                 where not exists (select from egress.alert
                                    where sensor = :sensor
                                      and client = :client
                                      and pair_server = :pairServer
                                      and kind = :kind
                                      and application = :application
                                      and state = 'CLOSED'
                                      and last_seen >= :lastSeen)
                    on conflict (sensor, client, pair_server, kind, application) where state <> 'CLOSED'
                    do update set first_seen = least(known.first_seen, excluded.first_seen),
                                  last_seen = excluded.last_seen,
                                  exchanges = greatest(known.exchanges, excluded.exchanges),
                                  score = excluded.score,
                                  p_value = excluded.p_value,
                                  traffic_group = excluded.traffic_group,
                                  reasons = excluded.reasons,
                                  picture = excluded.picture
                        where excluded.last_seen >= known.last_seen
                returning (xmax = 0) as is_new
                """)
                .param("id", id)
                .param("sensor", sensor)
                .param("unit", unit)
                .param("client", SessionRows.storable(alert.client()))
                .param("server", SessionRows.storable(alert.server()))
                .param("pairServer", SessionRows.storable(raised.pairServer()))
                .param("address", SessionRows.storable(alert.address()))
                .param("port", alert.port())
                .param("kind", alert.kind().name())
                .param("application", alert.application() == null ? "" : alert.application())
                .param("severity", severity.name())
                .param("score", alert.score())
                .param("pValue", alert.pValue())
                .param("group", raised.group())
                .param("firstSeen", Timestamp.from(alert.firstSeen()))
                .param("lastSeen", Timestamp.from(alert.lastSeen()))
                .param("exchanges", alert.exchanges())
                .param(
                        "reasons",
                        json.writeValueAsString(alert.reasons().stream()
                                .map(AlertWriter::storable)
                                .toList()))
                .param("moment", moment == null ? null : Timestamp.from(moment))
                .param("picture", json.writeValueAsString(picture(raised)))
                .query((row, number) -> row.getBoolean("is_new"))
                .optional()
                .orElse(false);
        if (isNew) {
            events.publishEvent(new AlertRaised(id, unit, severity));
        }
    }

    private static Alert.Reason storable(Alert.Reason reason) {
        return new Alert.Reason(
                reason.index(),
                SessionRows.storable(reason.value()),
                SessionRows.storable(reason.ordinary()),
                SessionRows.storable(reason.text()));
    }

    private static List<long[]> picture(SensorAnalysis.Raised raised) {
        return raised.picture().stream()
                .map(point -> new long[] {point.time().toEpochMilli(), point.bytesUp(), point.bytesDown()})
                .toList();
    }

    /** Writes what is thought of pairs now. */
    void write(UUID sensor, Function<String, UUID> unitOf, Collection<Verdict> verdicts) {
        List<Object[]> rows = verdicts.stream()
                .map(verdict -> new Object[] {
                    sensor,
                    SessionRows.storable(verdict.key().client()),
                    SessionRows.storable(verdict.key().server()),
                    verdict.key().isNamed() ? 0 : verdict.key().port(),
                    unitOf.apply(verdict.key().client()),
                    verdict.channel().name(),
                    verdict.group(),
                    verdict.rogue(),
                    verdict.score(),
                    verdict.pValue(),
                    Math.min(verdict.distance(), Float.MAX_VALUE),
                    timestamp(verdict.firstSeen()),
                    timestamp(verdict.lastSeen()),
                    verdict.exchanges()
                })
                .toList();
        batches.batchUpdate("""
                insert into egress.verdict (sensor, client, server, port, unit, channel, traffic_group, rogue, score,
                                            p_value, distance, first_seen, last_seen, exchanges)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (sensor, client, server, port)
                    do update set unit = excluded.unit, channel = excluded.channel,
                                  traffic_group = excluded.traffic_group, rogue = excluded.rogue,
                                  score = excluded.score, p_value = excluded.p_value, distance = excluded.distance,
                                  first_seen = least(verdict.first_seen, excluded.first_seen),
                                  last_seen = greatest(verdict.last_seen, excluded.last_seen),
                                  exchanges = excluded.exchanges
                """, rows);
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.from(instant);
    }
}
