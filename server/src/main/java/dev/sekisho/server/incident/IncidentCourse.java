package dev.sekisho.server.incident;

import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.ActorPermissions;
import dev.sekisho.server.scope.Refusal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The course of a case: what is known of it, its phases, its end. A case is closed with its outcome, its cause and what was
 * learned, when nothing is left to do; a grave one by somebody who did not work on it himself.
 */
@Repository
@Transactional
class IncidentCourse {
    private final JdbcClient jdbc;
    private final Incidents incidents;
    private final IncidentWork work;
    private final Timeline timeline;
    private final Tasks tasks;
    private final Assignments assignments;
    private final IncidentNotices notices;
    private final ActorPermissions permissions;
    private final Clock clock;

    IncidentCourse(
            JdbcClient jdbc,
            Incidents incidents,
            IncidentWork work,
            Timeline timeline,
            Tasks tasks,
            Assignments assignments,
            IncidentNotices notices,
            ActorPermissions permissions,
            Clock clock) {
        this.jdbc = jdbc;
        this.incidents = incidents;
        this.work = work;
        this.timeline = timeline;
        this.tasks = tasks;
        this.assignments = assignments;
        this.notices = notices;
        this.permissions = permissions;
        this.clock = clock;
    }

    /** Changes what is known. Refuses if the case has changed since {@code version}. */
    Incident change(UUID id, int version, IncidentChange change) {
        Incident before = work.requireOpen(id);
        Incident after = merged(before, change);
        int changed = jdbc.sql("""
                update incident.incident
                   set title = :title,
                       summary = :summary,
                       severity = :severity,
                       category = :category,
                       marking = :marking,
                       drill = :drill,
                       occurred = :occurred,
                       detected = :detected,
                       cost = :cost,
                       currency = :currency,
                       root_cause = :rootCause,
                       lessons = :lessons,
                       version = version + 1
                 where id = :id
                   and version = :version
                """)
                .param("title", after.title())
                .param("summary", after.summary())
                .param("severity", after.severity().name())
                .param("category", after.category().name())
                .param("marking", after.marking().name())
                .param("drill", after.drill())
                .param("occurred", after.occurred() == null ? null : Timestamp.from(after.occurred()))
                .param("detected", Timestamp.from(after.detected()))
                .param("cost", after.cost())
                .param("currency", after.currency())
                .param("rootCause", after.rootCause())
                .param("lessons", after.lessons())
                .param("id", id)
                .param("version", version)
                .update();
        requireChanged(changed);
        List<String> fields = note(before, after);
        if (before.category() != after.category()) {
            tasks.propose(id, after.category());
        }
        if (after.severity().compareTo(before.severity()) > 0) {
            notices.graver(after, incidents.affected(id), assignments.of(id));
        }
        work.record(after, "incident.changed", Map.of("fields", String.join(" ", fields)));
        return incidents.get(id);
    }

    private static Incident merged(Incident before, IncidentChange change) {
        Incident after = new Incident(
                before.id(),
                before.number(),
                before.unit(),
                Objects.requireNonNullElse(change.title(), before.title()),
                Objects.requireNonNullElse(change.summary(), before.summary()),
                Objects.requireNonNullElse(change.severity(), before.severity()),
                Objects.requireNonNullElse(change.category(), before.category()),
                Objects.requireNonNullElse(change.marking(), before.marking()),
                before.phase(),
                before.state(),
                before.outcome(),
                Objects.requireNonNullElse(change.drill(), before.drill()),
                before.originKind(),
                before.originReference(),
                change.occurred() == null ? before.occurred() : change.occurred(),
                Objects.requireNonNullElse(change.detected(), before.detected()),
                before.opened(),
                before.openedBy(),
                before.closed(),
                before.closedBy(),
                change.cost() == null ? before.cost() : change.cost(),
                Objects.requireNonNullElse(change.currency(), before.currency()),
                Objects.requireNonNullElse(change.rootCause(), before.rootCause()),
                Objects.requireNonNullElse(change.lessons(), before.lessons()),
                before.lead(),
                before.version());
        IncidentTexts.requireTitle(after.title());
        IncidentTexts.requireText("summary", after.summary());
        IncidentTexts.requireText("rootCause", after.rootCause());
        IncidentTexts.requireText("lessons", after.lessons());
        IncidentTexts.requireCost(after.cost(), after.currency());
        IncidentTexts.requireOrder(after.occurred(), after.detected());
        return after;
    }

    /** Notes in the timeline what people look for there; gives the names of all fields that differ. */
    private List<String> note(Incident before, Incident after) {
        List<String> fields = new ArrayList<>();
        if (before.severity() != after.severity()) {
            timeline.noteChange(before.id(), "severity", after.severity().name());
            fields.add("severity");
        }
        if (before.category() != after.category()) {
            timeline.noteChange(before.id(), "category", after.category().name());
            fields.add("category");
        }
        if (before.marking() != after.marking()) {
            timeline.noteChange(before.id(), "marking", after.marking().label());
            fields.add("marking");
        }
        if (!before.title().equals(after.title())) {
            timeline.noteChange(before.id(), "title", after.title());
            fields.add("title");
        }
        if (after.cost() != null && (before.cost() == null || before.cost().compareTo(after.cost()) != 0)) {
            timeline.noteChange(before.id(), "cost", after.cost().toPlainString() + " " + after.currency());
            fields.add("cost");
        }
        compare(fields, "summary", before.summary(), after.summary());
        compare(fields, "drill", before.drill(), after.drill());
        compare(fields, "occurred", before.occurred(), after.occurred());
        compare(fields, "detected", before.detected(), after.detected());
        compare(fields, "rootCause", before.rootCause(), after.rootCause());
        compare(fields, "lessons", before.lessons(), after.lessons());
        return fields;
    }

    private static void compare(List<String> fields, String name, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            fields.add(name);
        }
    }

    /** Goes to the next phase, or back to an earlier one with a reason. */
    Incident goTo(UUID id, int version, ResponsePhase phase, String reason) {
        Incident before = work.requireOpen(id);
        if (!before.phase().mayGoTo(phase)) {
            throw new Refusal(
                    Refusal.Reason.CONFLICT,
                    null,
                    "incident.refused.phase",
                    before.phase().name(),
                    phase.name());
        }
        boolean back = phase.ordinal() < before.phase().ordinal();
        if (back) {
            IncidentTexts.requireSomeText("reason", reason);
        }
        int changed = jdbc.sql("""
                update incident.incident set phase = :phase, version = version + 1 where id = :id and version = :version
                """)
                .param("phase", phase.name())
                .param("id", id)
                .param("version", version)
                .update();
        requireChanged(changed);
        timeline.noteChange(id, back ? "phaseBack" : "phase", phase.name());
        if (!reason.isBlank()) {
            timeline.add(id, new NewEntry(EntryKind.DECISION, null, reason, null, null, null));
        }
        work.record(
                before,
                "incident.phaseChanged",
                Map.of("before", before.phase().name(), "after", phase.name(), "reason", reason));
        return incidents.get(id);
    }

    /** Closes a case. Of a false alarm, what was still to do falls away. */
    Incident close(UUID id, int version, IncidentOutcome outcome, String rootCause, String lessons) {
        IncidentTexts.requireSomeText("rootCause", rootCause);
        IncidentTexts.requireSomeText("lessons", lessons);
        Incident before = work.requireOpen(id);
        permissions.require(IncidentPermissions.CLOSE, before.unit());
        requireSecondPerson(before);
        if (outcome == IncidentOutcome.FALSE_ALARM) {
            tasks.drop(id);
        }
        int open = tasks.countOpen(id);
        if (open > 0) {
            throw new Refusal(Refusal.Reason.CONFLICT, null, "incident.refused.tasks", open);
        }
        if (before.phase() != ResponsePhase.LEARN && outcome != IncidentOutcome.FALSE_ALARM) {
            throw new Refusal(Refusal.Reason.CONFLICT, null, "incident.refused.learn");
        }
        int changed = jdbc.sql("""
                update incident.incident
                   set state = 'CLOSED',
                       outcome = :outcome,
                       root_cause = :rootCause,
                       lessons = :lessons,
                       closed = :closed,
                       closed_by = :account,
                       closed_by_name = :actor,
                       version = version + 1
                 where id = :id
                   and version = :version
                """)
                .param("outcome", outcome.name())
                .param("rootCause", rootCause)
                .param("lessons", lessons)
                .param("closed", Timestamp.from(clock.instant()))
                .param("account", Actor.current().account())
                .param("actor", Actor.current().name())
                .param("id", id)
                .param("version", version)
                .update();
        requireChanged(changed);
        timeline.noteChange(id, "closed", outcome.name());
        work.record(before, "incident.closed", Map.of("outcome", outcome.name()));
        Incident after = incidents.get(id);
        notices.closed(after, incidents.affected(id), assignments.of(id));
        return after;
    }

    /** Who led or handled a grave case does not close it himself. A drill may be closed by anybody who may close. */
    private void requireSecondPerson(Incident incident) {
        if (!incident.severity().needsSecondPerson() || incident.drill()) {
            return;
        }
        UUID account = Actor.current().account();
        boolean worked = assignments.of(incident.id()).stream()
                .anyMatch(part -> part.account().equals(account)
                        && (part.role() == IncidentRole.LEAD || part.role() == IncidentRole.HANDLER));
        if (worked) {
            throw new Refusal(Refusal.Reason.FORBIDDEN, null, "incident.refused.secondPerson");
        }
    }

    /** Opens a closed case again, since something new has come up. */
    Incident reopen(UUID id, int version, String reason) {
        IncidentTexts.requireSomeText("reason", reason);
        Incident before = work.requireChangeable(id);
        permissions.require(IncidentPermissions.CLOSE, before.unit());
        if (before.isOpen()) {
            throw new Refusal(Refusal.Reason.CONFLICT, null, "incident.refused.open", before.label());
        }
        int changed = jdbc.sql("""
                update incident.incident
                   set state = 'OPEN',
                       phase = 'IDENTIFY',
                       outcome = null,
                       closed = null,
                       closed_by = null,
                       closed_by_name = null,
                       version = version + 1
                 where id = :id
                   and version = :version
                """).param("id", id).param("version", version).update();
        requireChanged(changed);
        timeline.noteChange(id, "reopened", ResponsePhase.IDENTIFY.name());
        timeline.add(id, new NewEntry(EntryKind.DECISION, null, reason, null, null, null));
        work.record(before, "incident.reopened", Map.of("reason", reason));
        Incident after = incidents.get(id);
        notices.reopened(after, incidents.affected(id), assignments.of(id));
        return after;
    }

    private static void requireChanged(int changed) {
        if (changed == 0) {
            throw new Refusal(Refusal.Reason.STALE, null, "refusal.stale");
        }
    }
}
