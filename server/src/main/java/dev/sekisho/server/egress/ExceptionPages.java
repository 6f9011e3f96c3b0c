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
import dev.sekisho.server.organization.Units;
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of exceptions: the list, making one (from an alert or by hand), and one with its end. */
@Controller
class ExceptionPages {
    private static final Duration PROPOSED_LIFE = Duration.ofDays(90);

    private final AlertExceptions exceptions;
    private final Alerts alerts;
    private final Units organization;
    private final UnitNaming units;
    private final Preferences preferences;
    private final Download download;
    private final Clock clock;
    private final Table<StoredException> table;

    ExceptionPages(
            AlertExceptions exceptions,
            Alerts alerts,
            Units organization,
            UnitNaming units,
            Preferences preferences,
            Download download,
            Clock clock) {
        this.exceptions = exceptions;
        this.alerts = alerts;
        this.organization = organization;
        this.units = units;
        this.preferences = preferences;
        this.download = download;
        this.clock = clock;
        this.table = new Table<>("exceptions", "/exceptions", AlertExceptions.STATEMENT, columns());
    }

    private List<Column<StoredException>> columns() {
        return List.of(
                new Column<>(
                        "expires", (page, each) -> Cell.link(page.moment(each.expires()), "/exceptions/" + each.id())),
                new Column<>("server", (page, each) -> Cell.text(each.server())),
                new Column<>("client", (page, each) -> Cell.text(each.client())),
                new Column<>("application", (page, each) -> Cell.text(each.application())),
                new Column<>(
                        "kind",
                        (page, each) -> Cell.text(
                                each.kind() == null
                                        ? page.say("exceptions.anyKind")
                                        : page.text().of(each.kind()))),
                new Column<>("owner", (page, each) -> Cell.text(each.ownerName())),
                new Column<>("reason", (page, each) -> Cell.text(each.reason())),
                new Column<StoredException>("state", this::state)
                        .filteredBy(page -> List.of(
                                new Option("HOLDS", page.say("exceptions.holds")),
                                new Option("OVER", page.say("exceptions.over")))),
                new Column<StoredException>("unit", (page, each) -> Cell.text(each.unitLabel()))
                        .filteredBy(units::options));
    }

    private Cell state(PageContext page, StoredException exception) {
        return AlertExceptions.holds(exception, clock.instant())
                ? Cell.badge(page.say("exceptions.holds"), "green")
                : Cell.badge(page.say("exceptions.over"), "secondary");
    }

    @GetMapping("/exceptions")
    @Requires(EgressPermissions.ALERT_READ)
    View list(PageContext page, ListQuery query) {
        Slice<StoredException> slice = units.named(
                exceptions.slice(query),
                StoredException::unit,
                StoredException::named,
                page.text().language());
        TableView view = table.view(page, query, slice, exceptions.count(query), preferences.columns(table));
        return page.show(
                "egress/exceptions.jte", Map.of("table", view, "mayAdd", page.may(EgressPermissions.EXCEPTION_CHANGE)));
    }

    @GetMapping("/exceptions/export.{format}")
    @Requires(EgressPermissions.ALERT_READ)
    void export(PageContext page, ListQuery query, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        download.send(
                page,
                table,
                format,
                response,
                sink -> exceptions.forEach(
                        query,
                        units.naming(
                                sink,
                                StoredException::unit,
                                StoredException::named,
                                page.text().language())));
    }

    @GetMapping("/exceptions/new")
    @Requires(EgressPermissions.EXCEPTION_CHANGE)
    View form(PageContext page, @RequestParam(required = false) @Nullable UUID alert) {
        Map<String, Object> parameters = new HashMap<>();
        if (alert != null) {
            StoredAlert about = alerts.get(alert);
            boolean rogue = about.kind() == Alert.Kind.ROGUE;
            parameters.put("unitCode", organization.get(about.unit()).code());
            parameters.put("server", rogue ? about.server() : "");
            parameters.put("client", isAddress(about.client()) ? about.client() : "");
            parameters.put("application", about.application());
            parameters.put("kind", about.kind().name());
        }
        parameters.put(
                "expires",
                LocalDate.ofInstant(clock.instant().plus(PROPOSED_LIFE), page.zone())
                        .toString());
        return page.show("egress/new-exception.jte", parameters);
    }

    private static boolean isAddress(String client) {
        return client.matches("[0-9a-fA-F.:]+");
    }

    @GetMapping("/exceptions/{id}")
    @Requires(EgressPermissions.ALERT_READ)
    View one(PageContext page, @PathVariable UUID id) {
        StoredException exception = exceptions.get(id);
        return page.show(
                "egress/exception.jte",
                Map.of(
                        "exception",
                        exception.named(
                                units.label(exception.unit(), page.text().language())),
                        "holds",
                        AlertExceptions.holds(exception, clock.instant()),
                        "mayChange",
                        page.may(EgressPermissions.EXCEPTION_CHANGE)));
    }

    @PostMapping("/exceptions")
    @Requires(EgressPermissions.EXCEPTION_CHANGE)
    String add(
            PageContext page,
            @RequestParam String unitCode,
            @RequestParam(defaultValue = "") String server,
            @RequestParam(defaultValue = "") String client,
            @RequestParam(defaultValue = "") String application,
            @RequestParam(defaultValue = "") String alertKind,
            @RequestParam String reason,
            @RequestParam LocalDate expires,
            RedirectAttributes redirect) {
        StoredException added = exceptions.add(new NewException(
                organization.getByCode(unitCode.strip()).id(),
                server,
                client,
                application,
                kind(alertKind),
                reason,
                expires.plusDays(1).atStartOfDay(page.zone()).toInstant()));
        redirect.addFlashAttribute("notice", "exception.done.added");
        return "redirect:/exceptions/" + added.id();
    }

    private static Alert.@Nullable Kind kind(String name) {
        if (name.isEmpty()) {
            return null;
        }
        for (Alert.Kind kind : Alert.Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw Refusal.invalid("alertKind", "exception.invalid.kind", name);
    }

    @PostMapping("/exceptions/{id}/end")
    @Requires(EgressPermissions.EXCEPTION_CHANGE)
    String end(@PathVariable UUID id, @RequestParam int version, RedirectAttributes redirect) {
        exceptions.end(id, version);
        redirect.addFlashAttribute("notice", "exception.done.ended");
        return "redirect:/exceptions/" + id;
    }
}
