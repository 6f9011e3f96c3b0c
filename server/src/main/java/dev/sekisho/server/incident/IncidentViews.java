package dev.sekisho.server.incident;

import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Text;
import dev.sekisho.server.ledger.UnitLabels;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.ActorPermissions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Puts together what the page of an incident shows, in the language of the one who looks. */
@Component
class IncidentViews {
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Incidents incidents;
    private final Timeline timeline;
    private final Tasks tasks;
    private final Assignments assignments;
    private final EvidenceFiles files;
    private final Colleagues colleagues;
    private final UnitLabels units;
    private final ActorPermissions permissions;

    IncidentViews(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Incidents incidents,
            Timeline timeline,
            Tasks tasks,
            Assignments assignments,
            EvidenceFiles files,
            Colleagues colleagues,
            UnitLabels units,
            ActorPermissions permissions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.incidents = incidents;
        this.timeline = timeline;
        this.tasks = tasks;
        this.assignments = assignments;
        this.files = files;
        this.colleagues = colleagues;
        this.units = units;
        this.permissions = permissions;
    }

    IncidentView of(PageContext page, Incident incident) {
        UUID id = incident.id();
        List<UUID> affected = incidents.affected(id);
        Set<UUID> named = new HashSet<>(affected);
        named.add(incident.unit());
        Map<UUID, String> labels = units.labels(named, page.text().language());
        boolean changeable = page.may(IncidentPermissions.CHANGE) && mayChange(id);
        boolean mayChange = changeable && incident.isOpen();
        return new IncidentView(
                incident,
                labels.getOrDefault(incident.unit(), "–"),
                affected.stream()
                        .map(unit -> new IncidentView.UnitLabel(unit, labels.getOrDefault(unit, "–")))
                        .toList(),
                phases(page.text(), tasks.of(id)),
                timeline.of(id).stream().map(entry -> line(page.text(), entry)).toList(),
                assignments.of(id),
                files.of(id),
                mayChange ? colleagues.of(incident) : List.of(),
                mayChange,
                changeable
                        && page.may(IncidentPermissions.CLOSE)
                        && permissions.holds(IncidentPermissions.CLOSE, incident.unit()));
    }

    private boolean mayChange(UUID id) {
        return Boolean.TRUE.equals(transactions.execute(status -> jdbc.sql("select incident.may_change(:id)")
                .param("id", id)
                .query(Boolean.class)
                .single()));
    }

    static List<IncidentView.PhaseTasks> phases(Text text, List<Task> tasks) {
        return Stream.of(ResponsePhase.values())
                .map(phase -> new IncidentView.PhaseTasks(
                        phase,
                        tasks.stream()
                                .filter(task -> task.phase() == phase)
                                .map(task -> new IncidentView.TaskLine(task, title(text, task)))
                                .toList()))
                .toList();
    }

    /** A task in words: what somebody wrote, or what the template says in this language. */
    static String title(Text text, Task task) {
        return task.template() == null ? task.title() : text.of("incident.task." + task.template());
    }

    static IncidentView.Line line(Text text, Entry entry) {
        if (entry.change() != null) {
            String told = text.of("incident.change." + entry.change(), value(text, entry.change(), entry.text()));
            return new IncidentView.Line(entry, actor(text, entry.actor()), told, null);
        }
        String how = entry.channel() == null || entry.direction() == null
                ? null
                : text.of(entry.channel()) + " · " + text.of(entry.direction()) + " · " + entry.counterpart();
        return new IncidentView.Line(entry, actor(text, entry.actor()), entry.text(), how);
    }

    /** Names of values are kept in no language; here they get one. */
    private static String value(Text text, String change, String value) {
        return switch (change) {
            case "opened", "severity" -> text.of("enum.IncidentSeverity." + value);
            case "category" -> text.of("enum.IncidentCategory." + value);
            case "phase", "phaseBack", "reopened" -> text.of("enum.ResponsePhase." + value);
            case "closed" -> text.of("enum.IncidentOutcome." + value);
            case "assigned", "released", "handedOver" -> {
                int at = value.lastIndexOf(" · ");
                yield at < 0
                        ? value
                        : value.substring(0, at) + " · " + text.of("enum.IncidentRole." + value.substring(at + 3));
            }
            default -> value;
        };
    }

    /** The server's own account has a name in every language. */
    static String actor(Text text, String name) {
        return name.equals(Actor.SETUP.name()) ? text.of("actor.setup") : name;
    }

    /** What somebody entered in his own zone. */
    static @Nullable Instant instant(PageContext page, @Nullable LocalDateTime local) {
        return local == null ? null : local.atZone(page.zone()).toInstant();
    }
}
