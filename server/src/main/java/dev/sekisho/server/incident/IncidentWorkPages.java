package dev.sekisho.server.incident;

import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.identity.AccountDirectory;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Requires;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people do on the page of an incident. */
@Controller
@RequestMapping("/incidents/{id}")
class IncidentWorkPages {
    private final Incidents incidents;
    private final IncidentCourse course;
    private final IncidentWork work;
    private final Colleagues colleagues;
    private final Units units;

    IncidentWorkPages(
            Incidents incidents, IncidentCourse course, IncidentWork work, Colleagues colleagues, Units units) {
        this.incidents = incidents;
        this.course = course;
        this.work = work;
        this.colleagues = colleagues;
        this.units = units;
    }

    private static String back(UUID id, RedirectAttributes redirect, String notice) {
        redirect.addFlashAttribute("notice", notice);
        return "redirect:/incidents/" + id;
    }

    @PostMapping("/change")
    @Requires(IncidentPermissions.CHANGE)
    String change(
            PageContext page,
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String title,
            @RequestParam String summary,
            @RequestParam IncidentSeverity severity,
            @RequestParam IncidentCategory category,
            @RequestParam TrafficLight marking,
            @RequestParam(defaultValue = "false") boolean drill,
            @RequestParam(required = false) @Nullable LocalDateTime occurred,
            @RequestParam(required = false) @Nullable BigDecimal cost,
            @RequestParam(defaultValue = "JPY") String currency,
            RedirectAttributes redirect) {
        course.change(
                id,
                version,
                new IncidentChange(
                        title.strip(),
                        summary.strip(),
                        severity,
                        category,
                        marking,
                        drill,
                        IncidentViews.instant(page, occurred),
                        null,
                        cost,
                        currency.strip(),
                        null,
                        null));
        return back(id, redirect, "incident.done.changed");
    }

    @PostMapping("/findings")
    @Requires(IncidentPermissions.CHANGE)
    String findings(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String rootCause,
            @RequestParam String lessons,
            RedirectAttributes redirect) {
        course.change(
                id,
                version,
                new IncidentChange(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        rootCause.strip(),
                        lessons.strip()));
        return back(id, redirect, "incident.done.changed");
    }

    @PostMapping("/phase")
    @Requires(IncidentPermissions.CHANGE)
    String goTo(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam ResponsePhase phase,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes redirect) {
        course.goTo(id, version, phase, reason.strip());
        return back(id, redirect, "incident.done.phase");
    }

    @PostMapping("/close")
    @Requires(IncidentPermissions.CLOSE)
    String close(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam IncidentOutcome outcome,
            @RequestParam String rootCause,
            @RequestParam String lessons,
            RedirectAttributes redirect) {
        course.close(id, version, outcome, rootCause.strip(), lessons.strip());
        return back(id, redirect, "incident.done.closed");
    }

    @PostMapping("/reopen")
    @Requires(IncidentPermissions.CLOSE)
    String reopen(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String reason,
            RedirectAttributes redirect) {
        course.reopen(id, version, reason.strip());
        return back(id, redirect, "incident.done.reopened");
    }

    @PostMapping("/entries")
    @Requires(IncidentPermissions.CHANGE)
    String addEntry(
            PageContext page,
            @PathVariable UUID id,
            @RequestParam EntryKind entryKind,
            @RequestParam String text,
            @RequestParam(required = false) @Nullable LocalDateTime occurred,
            RedirectAttributes redirect) {
        work.addEntry(
                id, new NewEntry(entryKind, IncidentViews.instant(page, occurred), text.strip(), null, null, null));
        return back(id, redirect, "incident.done.entry");
    }

    @PostMapping("/communications")
    @Requires(IncidentPermissions.CHANGE)
    String addCommunication(
            PageContext page,
            @PathVariable UUID id,
            @RequestParam CommunicationChannel channel,
            @RequestParam CommunicationDirection direction,
            @RequestParam String counterpart,
            @RequestParam String text,
            @RequestParam(required = false) @Nullable LocalDateTime occurred,
            RedirectAttributes redirect) {
        work.addEntry(
                id,
                new NewEntry(
                        EntryKind.COMMUNICATION,
                        IncidentViews.instant(page, occurred),
                        text.strip(),
                        channel,
                        direction,
                        counterpart.strip()));
        return back(id, redirect, "incident.done.entry");
    }

    @PostMapping("/tasks")
    @Requires(IncidentPermissions.CHANGE)
    String addTask(
            @PathVariable UUID id,
            @RequestParam ResponsePhase phase,
            @RequestParam String title,
            @RequestParam(required = false) @Nullable LocalDate due,
            RedirectAttributes redirect) {
        work.addTask(id, phase, title.strip(), due);
        return back(id, redirect, "incident.done.task");
    }

    @PostMapping("/tasks/{task}")
    @Requires(IncidentPermissions.CHANGE)
    String settleTask(
            @PathVariable UUID id,
            @PathVariable UUID task,
            @RequestParam int version,
            @RequestParam TaskState state,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes redirect) {
        work.settleTask(id, task, version, state, note.strip());
        return back(id, redirect, "incident.done.task");
    }

    @PostMapping("/assignments")
    @Requires(IncidentPermissions.CHANGE)
    String assign(
            @PathVariable UUID id,
            @RequestParam UUID account,
            @RequestParam IncidentRole incidentRole,
            RedirectAttributes redirect) {
        work.assign(id, colleagues.get(incidents.get(id), account), incidentRole);
        return back(id, redirect, "incident.done.assigned");
    }

    /** Ends a part, or hands it over where somebody is named. */
    @PostMapping("/assignments/{assignment}/end")
    @Requires(IncidentPermissions.CHANGE)
    String handOver(
            @PathVariable UUID id,
            @PathVariable UUID assignment,
            @RequestParam(required = false) @Nullable UUID account,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes redirect) {
        Incident incident = incidents.get(id);
        AccountDirectory.Listed next = account == null ? null : colleagues.get(incident, account);
        work.handOver(id, assignment, next, note.strip());
        return back(id, redirect, "incident.done.handedOver");
    }

    @PostMapping("/affected")
    @Requires(IncidentPermissions.CHANGE)
    String addAffected(@PathVariable UUID id, @RequestParam String unitCode, RedirectAttributes redirect) {
        incidents.get(id);
        Unit unit = units.getByCode(unitCode.strip());
        work.addAffected(id, unit.id(), unit.code());
        return back(id, redirect, "incident.done.affected");
    }

    @PostMapping("/affected/{unit}/remove")
    @Requires(IncidentPermissions.CHANGE)
    String removeAffected(@PathVariable UUID id, @PathVariable UUID unit, RedirectAttributes redirect) {
        incidents.get(id);
        work.removeAffected(id, unit, units.find(unit).map(Unit::code).orElse(unit.toString()));
        return back(id, redirect, "incident.done.affected");
    }
}
