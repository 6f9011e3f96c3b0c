package dev.sekisho.server.incident;

import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The incidents that the one who acts may see, and how they are opened. Every change is evidence. */
@Repository
@Transactional(readOnly = true)
public class Incidents {
    private static final String SELECT = """
            incident.id, incident.number, incident.unit, incident.title, incident.summary, incident.severity,
            incident.category, incident.marking, incident.phase, incident.state, incident.outcome, incident.drill,
            incident.origin_kind, incident.origin_reference, incident.occurred, incident.detected, incident.opened,
            incident.opened_by_name, incident.closed, incident.closed_by_name, incident.cost, incident.currency,
            incident.root_cause, incident.lessons, incident.version,
            (select assignment.name
               from incident.assignment
              where assignment.incident = incident.id
                and assignment.role = 'LEAD'
                and assignment.ended is null) as lead""";

    static final ListStatement<Incident> STATEMENT = new ListStatement<>(
            SELECT,
            "incident.incident",
            "incident.id",
            List.of(
                    new ListColumn("number", "incident.number", "bigint", true, false, null),
                    new ListColumn("label", "('INC-' || incident.number)", "text", false, true, null),
                    ListColumn.text("title", "incident.title"),
                    ranked("severity", "incident.severity", IncidentSeverity.values()),
                    ListColumn.choice("category", "incident.category"),
                    ranked("phase", "incident.phase", ResponsePhase.values()),
                    ListColumn.choice("state", "incident.state"),
                    ListColumn.shown("outcome", "incident.outcome").filteredBy("incident.outcome = :value"),
                    ListColumn.shown("drill", "incident.drill").filteredBy("incident.drill::text = :value"),
                    ListColumn.shown("lead", "incident.id::text"),
                    ListColumn.shown("origin", "incident.origin_kind").filteredBy("incident.origin_kind = :value"),
                    ListColumn.shown("reference", "incident.origin_reference")
                            .filteredBy("incident.origin_reference = :value"),
                    ListColumn.shown("unit", "incident.unit::text").filteredBy("""
                            (incident.unit in (select scope.below(cast(:value as uuid)))
                             or exists (select from incident.affected_unit
                                         where affected_unit.incident = incident.id
                                           and affected_unit.unit in (select scope.below(cast(:value as uuid)))))"""),
                    ListColumn.time("detected", "incident.detected", "timestamptz"),
                    ListColumn.shown("closed", "incident.closed")),
            IncidentRows::incident);

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Timeline timeline;
    private final Tasks tasks;
    private final IncidentNotices notices;
    private final Clock clock;

    Incidents(JdbcClient jdbc, Ledger ledger, Timeline timeline, Tasks tasks, IncidentNotices notices, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.timeline = timeline;
        this.tasks = tasks;
        this.notices = notices;
        this.clock = clock;
    }

    /** A column in the order of an enum, filtered by its values. */
    private static ListColumn ranked(String key, String sql, Enum<?>[] values) {
        String names = String.join(
                ", ",
                List.of(values).stream().map(value -> "'" + value.name() + "'").toList());
        return new ListColumn(
                key, "array_position(array[" + names + "], " + sql + ")", "integer", true, false, sql + " = :value");
    }

    public Slice<Incident> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    public int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    public void forEach(ListQuery query, Consumer<Incident> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    public Optional<Incident> find(UUID id) {
        return jdbc.sql("select " + SELECT + " from incident.incident where incident.id = :id")
                .param("id", id)
                .query(IncidentRows::incident)
                .optional();
    }

    /** The incident, or a refusal that says no more than that it was not found. */
    public Incident get(UUID id) {
        return find(id).orElseThrow(Refusal::notFound);
    }

    /** The incident that a unit has for something, if it has one and the one who acts may see it. */
    public Optional<Incident> findByOrigin(UUID unit, Origin origin) {
        return jdbc.sql("select " + SELECT + """
                  from incident.incident
                 where incident.unit = :unit
                   and incident.origin_kind = :kind
                   and incident.origin_reference = :reference
                   and incident.origin_reference <> ''
                """)
                .param("unit", unit)
                .param("kind", origin.kind())
                .param("reference", origin.reference())
                .query(IncidentRows::incident)
                .optional();
    }

    /**
     * Opens an incident, with the tasks that its category proposes. Joins the transaction of its caller.
     *
     * @throws org.springframework.dao.DuplicateKeyException if the unit has an incident for this origin already; ask
     *     {@link #findByOrigin} before
     */
    @Transactional
    public Incident open(NewIncident incident) {
        UUID id = Uuids.next();
        Actor actor = Actor.current();
        Instant detected = Objects.requireNonNullElseGet(incident.detected(), clock::instant);
        IncidentTexts.requireOrder(incident.occurred(), detected);
        Origin origin = Objects.requireNonNullElse(incident.origin(), Origin.BY_HAND);
        jdbc.sql("""
                insert into incident.incident (id, unit, title, summary, severity, category, marking, phase, state, drill,
                                               origin_kind, origin_reference, occurred, detected, opened, opened_by,
                                               opened_by_name)
                values (:id, :unit, :title, :summary, :severity, :category, :marking, 'IDENTIFY', 'OPEN', :drill,
                        :originKind, :originReference, :occurred, :detected, :opened, :account, :actor)
                """)
                .param("id", id)
                .param("unit", incident.unit())
                .param("title", incident.title())
                .param("summary", incident.summary())
                .param("severity", incident.severity().name())
                .param("category", incident.category().name())
                .param("marking", Objects.requireNonNull(incident.marking()).name())
                .param("drill", incident.drill())
                .param("originKind", origin.kind())
                .param("originReference", origin.reference())
                .param("occurred", timestamp(incident.occurred()))
                .param("detected", Timestamp.from(detected))
                .param("opened", Timestamp.from(clock.instant()))
                .param("account", actor.account())
                .param("actor", actor.name())
                .update();
        Set<UUID> concerned = Objects.requireNonNullElse(incident.affected(), Set.of());
        concerned.forEach(affected -> addAffected(id, affected));
        tasks.propose(id, incident.category());
        timeline.noteChange(id, "opened", incident.severity().name());
        Incident opened = get(id);
        ledger.record(new Evidence(
                "incident.opened",
                opened.unit(),
                id,
                Map.of(
                        "incident",
                        opened.label(),
                        "severity",
                        opened.severity().name(),
                        "category",
                        opened.category().name(),
                        "origin",
                        (origin.kind() + " " + origin.reference()).strip())));
        notices.opened(opened, concerned);
        return opened;
    }

    /** Opens many, all or none. */
    @Transactional
    public List<UUID> openAll(List<NewIncident> incidents) {
        if (incidents.size() > IncidentImport.MOST_AT_ONCE) {
            throw Refusal.invalid("", "incident.invalid.many", IncidentImport.MOST_AT_ONCE, incidents.size());
        }
        return incidents.stream().map(incident -> open(incident).id()).toList();
    }

    /** The units that it concerns beside the one that answers for it. */
    public List<UUID> affected(UUID incident) {
        return jdbc.sql("select unit from incident.affected_unit where incident = :incident order by unit")
                .param("incident", incident)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    private void addAffected(UUID incident, UUID unit) {
        jdbc.sql("insert into incident.affected_unit (incident, unit) values (:incident, :unit) on conflict do nothing")
                .param("incident", incident)
                .param("unit", unit)
                .update();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
