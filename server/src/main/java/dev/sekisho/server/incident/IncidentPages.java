package dev.sekisho.server.incident;

import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.Language;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.Table.Option;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.organization.Unit;
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of incidents, one incident, and opening one. */
@Controller
class IncidentPages {
    private final Incidents incidents;
    private final IncidentViews views;
    private final Units units;
    private final Preferences preferences;
    private final Download download;
    private final Table<Incident> table;

    IncidentPages(Incidents incidents, IncidentViews views, Units units, Preferences preferences, Download download) {
        this.incidents = incidents;
        this.views = views;
        this.units = units;
        this.preferences = preferences;
        this.download = download;
        this.table = new Table<>(
                "incidents",
                "/incidents",
                Incidents.STATEMENT,
                List.of(
                        new Column<>(
                                "number",
                                (page, incident) -> Cell.link(incident.label(), "/incidents/" + incident.id())),
                        new Column<>("title", (page, incident) -> Cell.text(incident.title())),
                        new Column<Incident>(
                                        "severity",
                                        (page, incident) -> Cell.badge(
                                                page.text().of(incident.severity()),
                                                incident.severity().colour()))
                                .filteredBy(IncidentSeverity.values()),
                        new Column<Incident>(
                                        "category",
                                        (page, incident) ->
                                                Cell.text(page.text().of(incident.category())))
                                .filteredBy(IncidentCategory.values()),
                        new Column<Incident>(
                                        "phase",
                                        (page, incident) ->
                                                Cell.text(page.text().of(incident.phase())))
                                .filteredBy(ResponsePhase.values()),
                        new Column<Incident>("state", IncidentPages::state).filteredBy(IncidentState.values()),
                        new Column<Incident>("outcome", IncidentPages::outcome)
                                .filteredBy(IncidentOutcome.values())
                                .hiddenAtFirst(),
                        new Column<Incident>("unit", this::unit).filteredBy(this::unitOptions),
                        new Column<>("lead", (page, incident) -> Cell.text(incident.lead())),
                        new Column<>("detected", (page, incident) -> Cell.text(page.moment(incident.detected()))),
                        new Column<Incident>(
                                        "closed",
                                        (page, incident) -> Cell.text(
                                                incident.closed() == null ? "" : page.moment(incident.closed())))
                                .hiddenAtFirst(),
                        new Column<Incident>(
                                        "drill",
                                        (page, incident) ->
                                                Cell.text(incident.drill() ? page.say("incident.drill") : ""))
                                .filteredBy(page -> List.of(
                                        new Option("true", page.say("incident.drill")),
                                        new Option("false", page.say("incident.real"))))
                                .hiddenAtFirst(),
                        new Column<Incident>(
                                        "origin",
                                        (page, incident) ->
                                                Cell.text(page.say("incident.origin." + incident.originKind())))
                                .hiddenAtFirst()));
    }

    private static Cell state(PageContext page, Incident incident) {
        return Cell.badge(page.text().of(incident.state()), incident.isOpen() ? "yellow" : "green");
    }

    private static Cell outcome(PageContext page, Incident incident) {
        IncidentOutcome outcome = incident.outcome();
        return Cell.text(outcome == null ? "" : page.text().of(outcome));
    }

    private Cell unit(PageContext page, Incident incident) {
        return units.find(incident.unit())
                .map(unit -> Cell.link(unit.name(page.text().language()), "/units/" + unit.id()))
                .orElseGet(() -> Cell.text(""));
    }

    private List<Option> unitOptions(PageContext page) {
        return units.options(page.text().language()).stream()
                .map(unit -> new Option(unit.id().toString(), unit.label()))
                .toList();
    }

    @GetMapping("/incidents")
    @Requires(IncidentPermissions.READ)
    View list(PageContext page, ListQuery asked) {
        ListQuery query = asked.greatestFirstBy("number");
        TableView view =
                table.view(page, query, incidents.slice(query), incidents.count(query), preferences.columns(table));
        return page.show(
                "incident/incidents.jte", Map.of("table", view, "mayOpen", page.may(IncidentPermissions.CHANGE)));
    }

    @GetMapping("/incidents/export.{format}")
    @Requires(IncidentPermissions.READ)
    void export(PageContext page, ListQuery asked, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        ListQuery query = asked.greatestFirstBy("number");
        download.send(page, table, format, response, sink -> incidents.forEach(query, sink));
    }

    /** The form of a new incident. Other rooms lead here with what they know filled in. */
    @GetMapping("/incidents/new")
    @Requires(IncidentPermissions.CHANGE)
    View openForm(
            PageContext page,
            @RequestParam(defaultValue = "hand") String origin,
            @RequestParam(defaultValue = "") String reference,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(required = false) @Nullable UUID unit,
            @RequestParam(defaultValue = "") String unitCode,
            @RequestParam(defaultValue = "MEDIUM") IncidentSeverity severity,
            @RequestParam(defaultValue = "OTHER") IncidentCategory category) {
        Origin checked = new Origin(origin, reference);
        List<Incident> known = checked.reference().isEmpty()
                ? List.of()
                : incidents
                        .slice(ListQuery.all().with("origin", checked.kind()).with("reference", checked.reference()))
                        .rows();
        return page.show(
                "incident/new-incident.jte",
                Map.of(
                        "origin",
                        checked,
                        "given",
                        new IncidentDraft(
                                title,
                                unit == null
                                        ? unitCode
                                        : units.find(unit).map(Unit::code).orElse(unitCode),
                                severity,
                                category),
                        "known",
                        known,
                        "units",
                        codes(page.text().language())));
    }

    /** Codes and names of units, for the choice while one types. */
    private List<Option> codes(Language language) {
        return units.options(language).stream()
                .map(unit -> unit.label().split(" ", 2))
                .map(parts -> new Option(parts[0], parts.length > 1 ? parts[1] : parts[0]))
                .toList();
    }

    @PostMapping("/incidents")
    @Requires(IncidentPermissions.CHANGE)
    String open(
            PageContext page,
            @RequestParam String unitCode,
            @RequestParam String title,
            @RequestParam(defaultValue = "") String summary,
            @RequestParam IncidentSeverity severity,
            @RequestParam IncidentCategory category,
            @RequestParam(defaultValue = "AMBER") TrafficLight marking,
            @RequestParam(defaultValue = "false") boolean drill,
            @RequestParam(required = false) @Nullable LocalDateTime occurred,
            @RequestParam(required = false) @Nullable LocalDateTime detected,
            @RequestParam(defaultValue = "") String affected,
            @RequestParam(defaultValue = "hand") String origin,
            @RequestParam(defaultValue = "") String reference,
            RedirectAttributes redirect) {
        Set<UUID> concerned = Stream.of(affected.split("[,、\\s]+", -1))
                .filter(code -> !code.isBlank())
                .map(code -> units.getByCode(code).id())
                .collect(Collectors.toSet());
        Unit unit = units.getByCode(unitCode.strip());
        Origin from = new Origin(origin, reference);
        Optional<Incident> known = incidents.findByOrigin(unit.id(), from);
        if (known.isPresent()) {
            redirect.addFlashAttribute("notice", "incident.done.known");
            return "redirect:/incidents/" + known.get().id();
        }
        Incident opened = incidents.open(new NewIncident(
                unit.id(),
                title.strip(),
                summary.strip(),
                severity,
                category,
                marking,
                drill,
                from,
                IncidentViews.instant(page, occurred),
                IncidentViews.instant(page, detected),
                concerned));
        redirect.addFlashAttribute("notice", "incident.done.opened");
        return "redirect:/incidents/" + opened.id();
    }

    @GetMapping("/incidents/{id}")
    @Requires(IncidentPermissions.READ)
    View one(PageContext page, @PathVariable UUID id) {
        return page.show("incident/incident.jte", Map.of("view", views.of(page, incidents.get(id))));
    }
}
