package dev.sekisho.server.incident;

import dev.sekisho.server.console.EntityTag;
import dev.sekisho.server.identity.AccountDirectory;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is done in an incident, for programs: timeline, tasks, who does what, affected units. */
@RestController
@RequestMapping("/api/v1/incidents/{id}")
@Tag(name = "incidents")
class IncidentWorkApi {
    private final Incidents incidents;
    private final IncidentWork work;
    private final Timeline timeline;
    private final Tasks tasks;
    private final Assignments assignments;
    private final Colleagues colleagues;
    private final Units units;

    IncidentWorkApi(
            Incidents incidents,
            IncidentWork work,
            Timeline timeline,
            Tasks tasks,
            Assignments assignments,
            Colleagues colleagues,
            Units units) {
        this.incidents = incidents;
        this.work = work;
        this.timeline = timeline;
        this.tasks = tasks;
        this.assignments = assignments;
        this.colleagues = colleagues;
        this.units = units;
    }

    @GetMapping("/entries")
    @Requires(IncidentPermissions.READ)
    @Operation(summary = "Reads the timeline")
    List<Entry> entries(@PathVariable UUID id) {
        return timeline.of(incidents.get(id).id());
    }

    @PostMapping("/entries")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Adds to the timeline")
    Added addEntry(@PathVariable UUID id, @RequestBody NewEntry entry) {
        return new Added(work.addEntry(id, entry));
    }

    @GetMapping("/tasks")
    @Requires(IncidentPermissions.READ)
    @Operation(summary = "Lists the tasks")
    List<Task> tasks(@PathVariable UUID id) {
        return tasks.of(incidents.get(id).id());
    }

    @PostMapping("/tasks")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Adds a task")
    Added addTask(@PathVariable UUID id, @RequestBody NewTask task) {
        return new Added(work.addTask(id, task.phase(), task.title(), task.due()));
    }

    @PatchMapping("/tasks/{task}")
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Settles a task or opens it again", description = "Needs If-Match with the task's version.")
    ResponseEntity<Task> settle(
            @PathVariable UUID id,
            @PathVariable UUID task,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody TaskChange change) {
        Task after = work.settleTask(
                id, task, EntityTag.required(ifMatch), change.state(), Objects.requireNonNullElse(change.note(), ""));
        return EntityTag.tagged(after, after.version());
    }

    @GetMapping("/assignments")
    @Requires(IncidentPermissions.READ)
    @Operation(summary = "Lists who does and did what")
    List<Assignment> assignments(@PathVariable UUID id) {
        return assignments.of(incidents.get(id).id());
    }

    @PostMapping("/assignments")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Gives somebody a part")
    Added assign(@PathVariable UUID id, @RequestBody NewAssignment assignment) {
        return new Added(work.assign(id, colleagues.get(incidents.get(id), assignment.account()), assignment.role()));
    }

    @PostMapping("/assignments/{assignment}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Ends a part, or hands it over to another account")
    void handOver(@PathVariable UUID id, @PathVariable UUID assignment, @RequestBody HandOver handOver) {
        Incident incident = incidents.get(id);
        AccountDirectory.Listed next = handOver.to() == null ? null : colleagues.get(incident, handOver.to());
        work.handOver(id, assignment, next, Objects.requireNonNullElse(handOver.note(), ""));
    }

    @GetMapping("/affected")
    @Requires(IncidentPermissions.READ)
    @Operation(summary = "Lists the units that it concerns beside its own")
    List<UUID> affected(@PathVariable UUID id) {
        return incidents.affected(incidents.get(id).id());
    }

    @PutMapping("/affected/{unit}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Says that it concerns a unit")
    void addAffected(@PathVariable UUID id, @PathVariable UUID unit) {
        incidents.get(id);
        Unit concerned = units.get(unit);
        work.addAffected(id, unit, concerned.code());
    }

    @DeleteMapping("/affected/{unit}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Says that it does not concern a unit after all")
    void removeAffected(@PathVariable UUID id, @PathVariable UUID unit) {
        incidents.get(id);
        work.removeAffected(id, unit, units.find(unit).map(Unit::code).orElse(unit.toString()));
    }

    /** The id of what was added. */
    record Added(UUID id) {}

    /** A task that is to be added. */
    record NewTask(
            ResponsePhase phase, String title, @Nullable LocalDate due) {}

    /** What becomes of a task. */
    record TaskChange(TaskState state, @Nullable String note) {}

    /** Who is to do what. */
    record NewAssignment(UUID account, IncidentRole role) {}

    /** To whom a part is handed over, null: to nobody; and what he must know. */
    record HandOver(@Nullable UUID to, @Nullable String note) {}
}
