package dev.sekisho.server.egress;

import dev.sekisho.extrusion.alert.Alert;
import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.Table.Option;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of alerts: the list, and one with its reasons, its picture and what people decide. */
@Controller
class AlertPages {
    private final Alerts alerts;
    private final Sensors sensors;
    private final UnitNaming units;
    private final Preferences preferences;
    private final Download download;
    private final Table<StoredAlert> table;

    AlertPages(Alerts alerts, Sensors sensors, UnitNaming units, Preferences preferences, Download download) {
        this.alerts = alerts;
        this.sensors = sensors;
        this.units = units;
        this.preferences = preferences;
        this.download = download;
        this.table = new Table<>("alerts", "/alerts", Alerts.STATEMENT, columns());
    }

    private List<Column<StoredAlert>> columns() {
        return List.of(
                new Column<>(
                        "raised", (page, alert) -> Cell.link(page.moment(alert.raised()), "/alerts/" + alert.id())),
                new Column<StoredAlert>(
                                "severity",
                                (page, alert) -> Cell.badge(
                                        page.text().of(alert.severity()),
                                        alert.severity().colour()))
                        .filteredBy(AlertSeverity.values()),
                new Column<StoredAlert>(
                                "kind", (page, alert) -> Cell.text(page.text().of(alert.kind())))
                        .filteredBy(Alert.Kind.values()),
                new Column<>("client", (page, alert) -> Cell.text(alert.client())),
                new Column<>("server", (page, alert) -> Cell.text(alert.server())),
                new Column<>("application", (page, alert) -> Cell.text(alert.application())),
                new Column<StoredAlert>("state", AlertPages::state).filteredBy(AlertPages::states),
                new Column<>("owner", (page, alert) -> Cell.text(alert.ownerName())),
                new Column<StoredAlert>("lastSeen", (page, alert) -> Cell.text(page.moment(alert.lastSeen())))
                        .hiddenAtFirst(),
                new Column<StoredAlert>(
                                "exchanges",
                                (page, alert) -> Cell.text(page.text().number(alert.exchanges())))
                        .hiddenAtFirst(),
                new Column<StoredAlert>("unit", (page, alert) -> Cell.text(alert.unitLabel()))
                        .filteredBy(units::options));
    }

    private static Cell state(PageContext page, StoredAlert alert) {
        return alert.exceptedUntil() == null
                ? Cell.badge(page.text().of(alert.state()), alert.state().colour())
                : Cell.badge(page.say("alerts.excepted"), "secondary");
    }

    private static List<Option> states(PageContext page) {
        List<Option> options = new ArrayList<>();
        options.add(new Option("OPEN", page.say("alerts.open")));
        for (AlertState state : AlertState.values()) {
            options.add(new Option(state.name(), page.text().of(state)));
        }
        options.add(new Option("EXCEPTED", page.say("alerts.excepted")));
        return options;
    }

    @GetMapping("/alerts")
    @Requires(EgressPermissions.ALERT_READ)
    View list(PageContext page, ListQuery asked) {
        ListQuery query = asked.greatestFirstBy("raised");
        Slice<StoredAlert> slice = units.named(
                alerts.slice(query),
                StoredAlert::unit,
                StoredAlert::named,
                page.text().language());
        TableView view = table.view(page, query, slice, alerts.count(query), preferences.columns(table));
        return page.show("console/list.jte", Map.of("title", page.say("alerts.title"), "table", view));
    }

    @GetMapping("/alerts/export.{format}")
    @Requires(EgressPermissions.ALERT_READ)
    void export(PageContext page, ListQuery asked, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        ListQuery query = asked.greatestFirstBy("raised");
        download.send(
                page,
                table,
                format,
                response,
                sink -> alerts.forEach(
                        query,
                        units.naming(
                                sink,
                                StoredAlert::unit,
                                StoredAlert::named,
                                page.text().language())));
    }

    @GetMapping("/alerts/{id}")
    @Requires(EgressPermissions.ALERT_READ)
    View one(PageContext page, @PathVariable UUID id) {
        StoredAlert alert = alerts.get(id);
        AlertDetail detail = alerts.detail(id);
        String unit = units.label(alert.unit(), page.text().language());
        return page.show(
                "egress/alert.jte",
                Map.of(
                        "alert",
                        alert.named(unit),
                        "detail",
                        detail,
                        "sensor",
                        page.may(EgressPermissions.SENSOR_READ)
                                ? sensors.find(alert.sensor()).map(Sensor::name).orElse("")
                                : "",
                        "picture",
                        AlertPicture.draw(page, detail.picture()),
                        "mayChange",
                        page.may(EgressPermissions.ALERT_CHANGE),
                        "mine",
                        Actor.current().account().equals(alert.owner())));
    }

    @PostMapping("/alerts/{id}/state")
    @Requires(EgressPermissions.ALERT_CHANGE)
    String decide(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam AlertState alertState,
            RedirectAttributes redirect) {
        alerts.decide(id, version, alertState);
        redirect.addFlashAttribute("notice", "alert.done.decided");
        return "redirect:/alerts/" + id;
    }

    @PostMapping("/alerts/{id}/owner")
    @Requires(EgressPermissions.ALERT_CHANGE)
    String own(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam(defaultValue = "true") boolean mine,
            RedirectAttributes redirect) {
        Actor actor = Actor.current();
        alerts.own(id, version, mine ? actor.account() : null, mine ? actor.name() : null);
        redirect.addFlashAttribute("notice", mine ? "alert.done.taken" : "alert.done.released");
        return "redirect:/alerts/" + id;
    }

    @PostMapping("/alerts/{id}/notes")
    @Requires(EgressPermissions.ALERT_CHANGE)
    String note(@PathVariable UUID id, @RequestParam String content, RedirectAttributes redirect) {
        alerts.note(id, content);
        redirect.addFlashAttribute("notice", "alert.done.noted");
        return "redirect:/alerts/" + id;
    }
}
