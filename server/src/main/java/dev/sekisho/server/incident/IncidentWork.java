package dev.sekisho.server.incident;

import dev.sekisho.server.identity.AccountDirectory;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.scope.Refusal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is done in a case while it is open: entries, tasks, who does what, whom it concerns. Each is evidence. A closed case
 * takes nothing more; it can be opened again.
 */
@Repository
@Transactional
class IncidentWork {
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Tasks tasks;
    private final Assignments assignments;
    private final IncidentNotices notices;

    IncidentWork(
            JdbcClient jdbc,
            Ledger ledger,
            Incidents incidents,
            Timeline timeline,
            Tasks tasks,
            Assignments assignments,
            IncidentNotices notices) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.incidents = incidents;
        this.timeline = timeline;
        this.tasks = tasks;
        this.assignments = assignments;
        this.notices = notices;
    }

    /** The case, if it is open and the one who acts may change it. */
    Incident requireOpen(UUID id) {
        Incident incident = requireChangeable(id);
        if (!incident.isOpen()) {
            throw new Refusal(Refusal.Reason.CONFLICT, null, "incident.refused.closed", incident.label());
        }
        return incident;
    }

    Incident requireChangeable(UUID id) {
        Incident incident = incidents.get(id);
        boolean allowed = jdbc.sql("select incident.may_change(:id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
        if (!allowed) {
            throw new Refusal(Refusal.Reason.FORBIDDEN, null, "refusal.forbidden");
        }
        return incident;
    }

    UUID addEntry(UUID id, NewEntry entry) {
        Incident incident = requireOpen(id);
        UUID added = timeline.add(id, entry);
        record(incident, "incident.entryAdded", Map.of("entry", entry.kind().name()));
        return added;
    }

    UUID addTask(UUID id, ResponsePhase phase, String title, @Nullable LocalDate due) {
        Incident incident = requireOpen(id);
        UUID added = tasks.add(id, phase, title, due);
        record(incident, "incident.taskAdded", Map.of("task", title, "phase", phase.name()));
        return added;
    }

    Task settleTask(UUID id, UUID task, int version, TaskState state, String note) {
        Incident incident = requireOpen(id);
        Task before = tasks.find(id, task).orElseThrow(Refusal::notFound);
        tasks.settle(id, task, version, state, note);
        String name = before.template() == null ? before.title() : before.template();
        record(incident, "incident.taskSettled", Map.of("task", name, "state", state.name()));
        return tasks.find(id, task).orElseThrow(Refusal::notFound);
    }

    /** Gives somebody a part in the case. One leads: to change the lead, it is handed over. */
    UUID assign(UUID id, AccountDirectory.Listed who, IncidentRole role) {
        Incident incident = requireOpen(id);
        UUID assignment = assignments.begin(id, who.id(), who.name(), role);
        timeline.noteChange(id, "assigned", who.name() + " · " + role.name());
        record(incident, "incident.assigned", Map.of("name", who.name(), "role", role.name()));
        notices.assigned(incident, who.id(), "");
        return assignment;
    }

    /** Ends somebody's part in the case, or hands it over to another with what he must know. */
    void handOver(UUID id, UUID assignment, AccountDirectory.@Nullable Listed next, String handover) {
        IncidentTexts.requireText("handover", handover);
        Incident incident = requireOpen(id);
        Assignment before = assignments.current(id, assignment);
        if (next != null) {
            IncidentTexts.requireSomeText("handover", handover);
        }
        assignments.end(assignment, handover);
        if (next == null) {
            timeline.noteChange(
                    id, "released", before.name() + " · " + before.role().name());
        } else {
            assignments.begin(id, next.id(), next.name(), before.role());
            notices.assigned(incident, next.id(), handover);
            timeline.noteChange(
                    id,
                    "handedOver",
                    before.name() + " → " + next.name() + " · " + before.role().name());
        }
        Map<String, String> facts = new HashMap<>();
        facts.put("before", before.name());
        facts.put("after", next == null ? "" : next.name());
        facts.put("role", before.role().name());
        record(incident, "incident.handedOver", facts);
    }

    /** Says that it concerns a unit too; whoever may read incidents there sees it from now on. */
    void addAffected(UUID id, UUID unit, String code) {
        Incident incident = requireOpen(id);
        int added = jdbc.sql("""
                insert into incident.affected_unit (incident, unit) values (:incident, :unit) on conflict do nothing
                """).param("incident", id).param("unit", unit).update();
        if (added > 0) {
            timeline.noteChange(id, "affected", code);
            record(incident, "incident.affected", Map.of("after", code));
        }
    }

    void removeAffected(UUID id, UUID unit, String code) {
        Incident incident = requireOpen(id);
        int removed = jdbc.sql("delete from incident.affected_unit where incident = :incident and unit = :unit")
                .param("incident", id)
                .param("unit", unit)
                .update();
        if (removed > 0) {
            timeline.noteChange(id, "notAffected", code);
            record(incident, "incident.affected", Map.of("before", code));
        }
    }

    void record(Incident incident, String kind, Map<String, String> facts) {
        Map<String, String> all = new HashMap<>(facts);
        all.put("incident", incident.label());
        ledger.record(new Evidence(kind, incident.unit(), incident.id(), all));
    }
}
