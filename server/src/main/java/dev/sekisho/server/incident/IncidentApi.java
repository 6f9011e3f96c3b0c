package dev.sekisho.server.incident;

import dev.sekisho.server.console.ApiPage;
import dev.sekisho.server.console.EntityTag;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Incidents for programs: the cases and their course. */
@RestController
@RequestMapping("/api/v1/incidents")
@Tag(name = "incidents")
class IncidentApi {
    private final Incidents incidents;
    private final IncidentCourse course;
    private final IncidentImport importing;

    IncidentApi(Incidents incidents, IncidentCourse course, IncidentImport importing) {
        this.incidents = incidents;
        this.course = course;
        this.importing = importing;
    }

    @GetMapping
    @Requires(IncidentPermissions.READ)
    @Operation(
            summary = "Lists incidents",
            description = "Search with q; filter.unit with all below it, also where such a unit is affected;"
                    + " filter.state, filter.severity, filter.category, filter.phase, filter.outcome, filter.drill,"
                    + " filter.origin and filter.reference; sort by a column.")
    ApiPage<Incident> list(@Parameter(hidden = true) ListQuery query) {
        return ApiPage.of(incidents.slice(query), incident -> incident);
    }

    @GetMapping("/{id}")
    @Requires(IncidentPermissions.READ)
    @Operation(summary = "Reads an incident")
    ResponseEntity<Incident> one(@PathVariable UUID id) {
        return tagged(incidents.get(id));
    }

    @PostMapping
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Opens an incident")
    ResponseEntity<Incident> open(@RequestBody NewIncident incident) {
        Incident opened = incidents.open(incident);
        return ResponseEntity.created(URI.create("/api/v1/incidents/" + opened.id()))
                .eTag("\"" + opened.version() + "\"")
                .body(opened);
    }

    @PostMapping("/bulk")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Opens many incidents, all or none")
    List<UUID> openAll(@RequestBody List<NewIncident> opened) {
        return incidents.openAll(opened);
    }

    @PostMapping("/import")
    @Requires(IncidentPermissions.CHANGE)
    @Operation(
            summary = "Takes over old cases, all or none",
            description = "A case whose unit and reference are known is left as it is.")
    List<IncidentImport.Imported> take(@RequestBody List<OldIncident> cases) {
        return importing.take(cases);
    }

    @PatchMapping("/{id}")
    @Requires(IncidentPermissions.CHANGE)
    @Operation(summary = "Changes what is known of an incident", description = "Needs If-Match.")
    ResponseEntity<Incident> change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody IncidentChange change) {
        return tagged(course.change(id, EntityTag.required(ifMatch), change));
    }

    @PostMapping("/{id}/phase")
    @Requires(IncidentPermissions.CHANGE)
    @Operation(
            summary = "Goes to another phase",
            description = "The next one, or an earlier one with a reason. Needs If-Match.")
    ResponseEntity<Incident> goTo(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody PhaseChange change) {
        return tagged(course.goTo(
                id, EntityTag.required(ifMatch), change.phase(), Objects.requireNonNullElse(change.reason(), "")));
    }

    @PostMapping("/{id}/close")
    @Requires(IncidentPermissions.CLOSE)
    @Operation(
            summary = "Closes an incident",
            description = "Needs If-Match, an outcome, the root cause and the lessons, and that no task is open.")
    ResponseEntity<Incident> close(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Closing closing) {
        return tagged(course.close(
                id, EntityTag.required(ifMatch), closing.outcome(), closing.rootCause(), closing.lessons()));
    }

    @PostMapping("/{id}/reopen")
    @Requires(IncidentPermissions.CLOSE)
    @Operation(summary = "Opens a closed incident again", description = "Needs If-Match and a reason.")
    ResponseEntity<Incident> reopen(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody Reopening reopening) {
        return tagged(course.reopen(id, EntityTag.required(ifMatch), reopening.reason()));
    }

    private static ResponseEntity<Incident> tagged(Incident incident) {
        return EntityTag.tagged(incident, incident.version());
    }

    /** Where the response goes, and why if it goes back. */
    record PhaseChange(ResponsePhase phase, @Nullable String reason) {}

    /** What a case is closed with. */
    record Closing(IncidentOutcome outcome, String rootCause, String lessons) {}

    /** Why a case is opened again. */
    record Reopening(String reason) {}
}
