package dev.sekisho.server.egress;

import dev.sekisho.extrusion.activity.ActivitySettings;
import dev.sekisho.extrusion.analysis.AnalysisSettings;
import dev.sekisho.extrusion.application.ApplicationCatalogue;
import dev.sekisho.extrusion.model.AlarmBudget;
import dev.sekisho.extrusion.model.Prior;
import dev.sekisho.extrusion.policy.PolicyFile;
import dev.sekisho.extrusion.verdict.Verdict;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.traffic.wire.SessionEventReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes batches of session events from sensors. A batch is judged and then committed in one transaction: its sessions, the
 * alerts that it raised, its events for the journal, and that it has been counted. Acts as {@link Actor#SENSORS}. Safe
 * between threads; batches of one sensor go one after the other.
 */
@Component
class Intake {
    /** How long events are kept: as long as a pair is judged. */
    static final Duration JOURNAL = Duration.ofDays(1);

    private static final Duration NETWORKS_HOLD = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final JdbcOperations operations;
    private final TransactionOperations transactions;
    private final AlertWriter writer;
    private final ClientNetworks networks;
    private final Clock clock;
    private final Map<UUID, SensorAnalysis> analyses = new ConcurrentHashMap<>();
    private final Set<LocalDate> openDays = ConcurrentHashMap.newKeySet();
    private @Nullable AnalysisSettings settings;
    private ClientNetworks.@Nullable Lookup lookup;
    private long lookupTaken;

    Intake(
            JdbcClient jdbc,
            JdbcOperations operations,
            TransactionOperations transactions,
            AlertWriter writer,
            ClientNetworks networks,
            Clock clock) {
        this.jdbc = jdbc;
        this.operations = operations;
        this.transactions = transactions;
        this.writer = writer;
        this.networks = networks;
        this.clock = clock;
    }

    /**
     * How far a stream has come.
     *
     * @param next the number of the batch that is expected
     * @param finished whether its end has been committed
     */
    record Position(long next, boolean finished) {}

    /**
     * When something comes in.
     *
     * @param day the day under which its sessions are kept
     * @param moment when its alerts are raised, null for now
     */
    record Arrival(LocalDate day, @Nullable Instant moment) {
        /** Something that is as if it had come in at a moment gone by; its events are not kept. */
        static Arrival at(Instant moment) {
            return new Arrival(LocalDate.ofInstant(moment, ZoneOffset.UTC), moment);
        }
    }

    /** Begins to read a stream of a sensor, or goes on with it. */
    Position begin(Sensor sensor, String stream, String name) {
        return Actor.SENSORS.call(() -> required(transactions.execute(status -> {
            jdbc.sql("""
                    insert into egress.intake (id, sensor, unit, stream, name)
                    values (:id, :sensor, :unit, :stream, :name)
                        on conflict (sensor, stream) do nothing
                    """)
                    .param("id", Uuids.next())
                    .param("sensor", sensor.id())
                    .param("unit", sensor.unit())
                    .param("stream", stream)
                    .param("name", SessionRows.storable(name))
                    .update();
            return jdbc.sql("""
                    select next_batch, finished is not null as is_finished
                      from egress.intake
                     where sensor = :sensor
                       and stream = :stream
                    """)
                    .param("sensor", sensor.id())
                    .param("stream", stream)
                    .query((row, number) -> new Position(row.getLong("next_batch"), row.getBoolean("is_finished")))
                    .single();
        })));
    }

    /**
     * Takes a batch.
     *
     * @return the number of the batch that is expected next; larger than {@code number} where this one has been committed,
     *     now or before; smaller where one between is missing, and nothing was taken
     * @throws Refusal if it cannot be read
     */
    long accept(Sensor sensor, String stream, long number, byte[] batch) {
        return accept(sensor, stream, number, batch, new Arrival(today(), null));
    }

    /** The same as if it came in at another time. */
    long accept(Sensor sensor, String stream, long number, byte[] batch, Arrival arrival) {
        String fault = SessionEventReader.fault(batch);
        if (fault != null) {
            throw Refusal.invalid("batch", "sensor.invalid.batch", fault);
        }
        openDay(arrival.day());
        SensorAnalysis analysis = analysis(sensor);
        synchronized (analysis) {
            Long known = analysis.next(stream);
            long next = known == null ? begin(sensor, stream, stream).next() : known;
            if (next != number) {
                return next;
            }
            // known again only when it has been committed
            analysis.forgetNext(stream);
            analysis.feed(stream, number, batch);
            SessionRows rows = new SessionRows();
            SessionEventReader.replay(batch, rows);
            Collection<Verdict> verdicts = analysis.verdicts(false);
            Function<String, UUID> unitOf = unitOf(sensor);
            Actor.SENSORS.run(() -> transactions.executeWithoutResult(status -> {
                countBatch(sensor, stream, number, rows.size());
                operations.execute((ConnectionCallback<@Nullable Void>) connection -> {
                    rows.insert(connection, arrival.day(), sensor.id(), unitOf);
                    return null;
                });
                if (arrival.moment() == null) {
                    keepEvents(sensor, arrival.day(), batch);
                }
                writeJudgement(sensor, unitOf, analysis, verdicts, arrival.moment());
            }));
            analysis.committed(!verdicts.isEmpty());
            analysis.next(stream, number + 1);
            return number + 1;
        }
    }

    private void countBatch(Sensor sensor, String stream, long number, int sessions) {
        int counted = jdbc.sql("""
                update egress.intake
                   set next_batch = :number + 1,
                       sessions = sessions + :sessions
                 where sensor = :sensor
                   and stream = :stream
                   and next_batch = :number
                """)
                .param("number", number)
                .param("sessions", sessions)
                .param("sensor", sensor.id())
                .param("stream", stream)
                .update();
        if (counted != 1) {
            throw new IllegalStateException("another server has taken batch " + number + " of " + stream);
        }
        jdbc.sql("update egress.sensor set heard = now(), fault = null where id = :id")
                .param("id", sensor.id())
                .update();
    }

    private void keepEvents(Sensor sensor, LocalDate day, byte[] batch) {
        jdbc.sql("insert into egress.journal (id, day, sensor, events) values (:id, :day, :sensor, :events)")
                .param("id", Uuids.next())
                .param("day", day)
                .param("sensor", sensor.id())
                .param("events", batch)
                .update();
    }

    private void writeJudgement(
            Sensor sensor,
            Function<String, UUID> unitOf,
            SensorAnalysis analysis,
            Collection<Verdict> verdicts,
            @Nullable Instant moment) {
        for (SensorAnalysis.Raised raised : analysis.raised()) {
            writer.write(sensor.id(), unitOf.apply(raised.alert().client()), raised, moment);
        }
        if (!verdicts.isEmpty()) {
            writer.write(sensor.id(), unitOf, verdicts);
        }
    }

    /** Ends a stream: nothing of it is read again. */
    void finish(Sensor sensor, String stream, String losses, @Nullable String fault) {
        writeVerdicts(sensor);
        Actor.SENSORS.run(() -> transactions.executeWithoutResult(status -> jdbc.sql("""
                        update egress.intake
                           set finished = now(),
                               losses = :losses,
                               fault = :fault
                         where sensor = :sensor
                           and stream = :stream
                        """)
                .param("losses", SessionRows.storable(losses))
                .param("fault", fault)
                .param("sensor", sensor.id())
                .param("stream", stream)
                .update()));
    }

    /** Writes the verdicts that wait, where there are any. */
    void writeVerdicts(Sensor sensor) {
        SensorAnalysis analysis = analyses.get(sensor.id());
        if (analysis == null) {
            return;
        }
        synchronized (analysis) {
            if (analysis.hasUnwritten()) {
                Collection<Verdict> verdicts = analysis.verdicts(true);
                Function<String, UUID> unitOf = unitOf(sensor);
                Actor.SENSORS.run(() -> transactions.executeWithoutResult(
                        status -> writeJudgement(sensor, unitOf, analysis, verdicts, null)));
                analysis.committed(true);
            }
        }
    }

    /** Writes the verdicts of all sensors that have some waiting. */
    void writeAllVerdicts(Function<UUID, @Nullable Sensor> sensors) {
        for (UUID id : analyses.keySet()) {
            Sensor sensor = sensors.apply(id);
            if (sensor != null) {
                writeVerdicts(sensor);
            }
        }
    }

    /** The analysis of a sensor; made from the journal when it is needed first. */
    private SensorAnalysis analysis(Sensor sensor) {
        SensorAnalysis known = analyses.get(sensor.id());
        return known != null ? known : analyses.computeIfAbsent(sensor.id(), id -> remembered(sensor));
    }

    private SensorAnalysis remembered(Sensor sensor) {
        SensorAnalysis analysis = new SensorAnalysis(settings());
        Actor.SENSORS.run(() -> transactions.executeWithoutResult(status -> {
            try (var batches = jdbc
                    .sql("""
                            select events
                              from egress.journal
                             where sensor = :sensor
                               and day >= :day
                             order by id
                            """)
                    .param("sensor", sensor.id())
                    .param("day", today().minusDays(JOURNAL.toDays()))
                    .withFetchSize(4)
                    .query((row, number) -> row.getBytes("events"))
                    .stream()) {
                batches.forEach(analysis::replay);
            }
        }));
        return analysis;
    }

    private synchronized AnalysisSettings settings() {
        AnalysisSettings known = settings;
        if (known == null) {
            ApplicationCatalogue catalogue = ApplicationCatalogue.shipped();
            known = new AnalysisSettings(
                    Prior.model(),
                    ActivitySettings.DEFAULT,
                    AlarmBudget.DEFAULT,
                    catalogue,
                    new PolicyFile(catalogue).shipped());
            settings = known;
        }
        return known;
    }

    private synchronized Function<String, UUID> unitOf(Sensor sensor) {
        ClientNetworks.Lookup known = lookup;
        if (known == null || System.nanoTime() - lookupTaken > NETWORKS_HOLD.toNanos()) {
            known = Actor.SENSORS.call(networks::lookup);
            lookup = known;
            lookupTaken = System.nanoTime();
        }
        ClientNetworks.Lookup now = known;
        Map<String, UUID> asked = new ConcurrentHashMap<>();
        return client -> asked.computeIfAbsent(client, name -> {
            UUID unit = now.unit(name);
            return unit == null ? sensor.unit() : unit;
        });
    }

    /** Makes room for the rows of a day, where there is none; a transaction of its own, since that locks for a moment. */
    void openDay(LocalDate day) {
        if (!openDays.contains(day)) {
            Actor.SENSORS.run(() -> transactions.executeWithoutResult(status -> jdbc.sql("select egress.open_day(:day)")
                    .param("day", day)
                    .query((row, number) -> 0)
                    .single()));
            openDays.add(day);
        }
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the transaction gave nothing");
        }
        return value;
    }
}
