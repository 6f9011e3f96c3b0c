package dev.sekisho.server.incident;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Takes over old cases, all or none; one that is there already, known by its unit and reference, is left as it is. */
@Repository
class IncidentImport {
    static final int MOST_AT_ONCE = 1000;

    private static final String ORIGIN = "import";

    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final IncidentWork work;
    private final Timeline timeline;

    IncidentImport(JdbcClient jdbc, Incidents incidents, IncidentWork work, Timeline timeline) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.work = work;
        this.timeline = timeline;
    }

    /** What became of an old case. */
    record Imported(String reference, UUID id, boolean added) {}

    @Transactional
    List<Imported> take(List<OldIncident> cases) {
        if (cases.size() > MOST_AT_ONCE) {
            throw Refusal.invalid("", "incident.invalid.many", MOST_AT_ONCE, cases.size());
        }
        List<Imported> results = new ArrayList<>();
        for (OldIncident old : cases) {
            Optional<Incident> known = incidents.findByOrigin(old.unit(), new Origin(ORIGIN, old.reference()));
            results.add(
                    known.isPresent()
                            ? new Imported(old.reference(), known.get().id(), false)
                            : new Imported(old.reference(), add(old), true));
        }
        return results;
    }

    private UUID add(OldIncident old) {
        UUID id = Uuids.next();
        Actor actor = Actor.current();
        boolean closed = old.closed() != null;
        jdbc.sql("""
                insert into incident.incident (id, unit, title, summary, severity, category, marking, phase, state, outcome,
                                               drill, origin_kind, origin_reference, occurred, detected, opened, opened_by,
                                               opened_by_name, closed, closed_by, closed_by_name, cost, currency,
                                               root_cause, lessons)
                values (:id, :unit, :title, :summary, :severity, :category, :marking, :phase, :state, :outcome, :drill,
                        :origin, :reference, :occurred, :detected, :detected, :account, :actor, :closed, :closedBy,
                        :closedByName, :cost, :currency, :rootCause, :lessons)
                """)
                .param("id", id)
                .param("unit", old.unit())
                .param("title", old.title())
                .param("summary", old.summary())
                .param("severity", old.severity().name())
                .param("category", old.category().name())
                .param("marking", Objects.requireNonNull(old.marking()).name())
                .param("phase", Objects.requireNonNull(old.phase()).name())
                .param("state", closed ? "CLOSED" : "OPEN")
                .param("outcome", old.outcome() == null ? null : old.outcome().name())
                .param("drill", old.drill())
                .param("origin", ORIGIN)
                .param("reference", old.reference())
                .param("occurred", timestamp(old.occurred()))
                .param("detected", Timestamp.from(old.detected()))
                .param("account", actor.account())
                .param("actor", actor.name())
                .param("closed", timestamp(old.closed()))
                .param("closedBy", closed ? actor.account() : null)
                .param("closedByName", closed ? Objects.requireNonNullElse(old.closedBy(), actor.name()) : null)
                .param("cost", old.cost())
                .param("currency", old.currency())
                .param("rootCause", old.rootCause())
                .param("lessons", old.lessons())
                .update();
        for (NewEntry entry : Objects.requireNonNull(old.entries())) {
            timeline.add(id, entry);
        }
        timeline.noteChange(id, "imported", old.reference());
        Incident added = incidents.get(id);
        work.record(
                added,
                "incident.imported",
                Map.of("origin", old.reference(), "severity", added.severity().name()));
        return id;
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
