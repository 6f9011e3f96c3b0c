package dev.sekisho.server.incident;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is to be done in each incident. */
@Repository
@Transactional(readOnly = true)
class Tasks {
    private static final int LONGEST_TITLE = 500;
    private static final int LONGEST_NOTE = 2000;

    private final JdbcClient jdbc;
    private final Clock clock;

    Tasks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The tasks of an incident, by phase. */
    List<Task> of(UUID incident) {
        return jdbc.sql("""
                select id, phase, template, title, state, due, note, settled, settled_by_name, version
                  from incident.task
                 where incident = :incident
                 order by array_position(array['IDENTIFY', 'CONTAIN', 'ERADICATE', 'RECOVER', 'LEARN'], phase), place, id
                """).param("incident", incident).query(Tasks::row).list();
    }

    Optional<Task> find(UUID incident, UUID task) {
        return of(incident).stream().filter(one -> one.id().equals(task)).findFirst();
    }

    /** How many tasks of an incident nobody has settled. */
    int countOpen(UUID incident) {
        return jdbc.sql("select count(*) from incident.task where incident = :incident and state = 'OPEN'")
                .param("incident", incident)
                .query(Integer.class)
                .single();
    }

    /** Adds the tasks that a category proposes, but for those that are there. */
    @Transactional(propagation = Propagation.MANDATORY)
    void propose(UUID incident, IncidentCategory category) {
        List<String> known = of(incident).stream()
                .flatMap(task -> Optional.ofNullable(task.template()).stream())
                .toList();
        int place = known.size();
        for (Playbook.Proposed task : Playbook.tasks(category)) {
            if (!known.contains(task.key())) {
                insert(incident, task.phase(), place++, task.key(), "", null);
            }
        }
    }

    /** Adds a task that somebody thought of. */
    @Transactional(propagation = Propagation.MANDATORY)
    UUID add(UUID incident, ResponsePhase phase, String title, @Nullable LocalDate due) {
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw Refusal.invalid("title", "incident.invalid.title", LONGEST_TITLE, title.length());
        }
        return insert(incident, phase, of(incident).size(), null, title, due);
    }

    private UUID insert(
            UUID incident,
            ResponsePhase phase,
            int place,
            @Nullable String template,
            String title,
            @Nullable LocalDate due) {
        UUID id = Uuids.next();
        jdbc.sql("""
                insert into incident.task (id, incident, phase, place, template, title, state, due)
                values (:id, :incident, :phase, :place, :template, :title, 'OPEN', :due)
                """)
                .param("id", id)
                .param("incident", incident)
                .param("phase", phase.name())
                .param("place", place)
                .param("template", template)
                .param("title", title)
                .param("due", due)
                .update();
        return id;
    }

    /** Settles a task or opens it again. Refuses if it has changed since {@code version}. */
    @Transactional(propagation = Propagation.MANDATORY)
    void settle(UUID incident, UUID task, int version, TaskState state, String note) {
        if (note.length() > LONGEST_NOTE) {
            throw Refusal.invalid("note", "incident.invalid.text", LONGEST_NOTE, note.length());
        }
        boolean open = state == TaskState.OPEN;
        int changed = jdbc.sql("""
                update incident.task
                   set state = :state,
                       note = :note,
                       settled = :settled,
                       settled_by_name = :actor,
                       version = version + 1
                 where id = :id
                   and incident = :incident
                   and version = :version
                """)
                .param("state", state.name())
                .param("note", note)
                .param("settled", open ? null : Timestamp.from(clock.instant()))
                .param("actor", open ? null : Actor.current().name())
                .param("id", task)
                .param("incident", incident)
                .param("version", version)
                .update();
        if (changed == 0) {
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
    }

    /** Settles all that are open, since nothing has to be done any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    void drop(UUID incident) {
        jdbc.sql("""
                update incident.task
                   set state = 'NOT_NEEDED', settled = :now, settled_by_name = :actor, version = version + 1
                 where incident = :incident
                   and state = 'OPEN'
                """)
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", Actor.current().name())
                .param("incident", incident)
                .update();
    }

    private static Task row(ResultSet row, int number) throws SQLException {
        Date due = row.getDate("due");
        return new Task(
                row.getObject("id", UUID.class),
                ResponsePhase.valueOf(row.getString("phase")),
                row.getString("template"),
                row.getString("title"),
                TaskState.valueOf(row.getString("state")),
                due == null ? null : due.toLocalDate(),
                row.getString("note"),
                IncidentRows.instant(row.getTimestamp("settled")),
                row.getString("settled_by_name"),
                row.getInt("version"));
    }
}
