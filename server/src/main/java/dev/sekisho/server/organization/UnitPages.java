package dev.sekisho.server.organization;

import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
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

/** The pages of units: the list, one unit with what is above and below it, adding, renaming and moving. */
@Controller
class UnitPages {
    private final Units units;
    private final Preferences preferences;
    private final Download download;
    private final Table<Unit> table = new Table<>(
            "units",
            "/units",
            Units.STATEMENT,
            List.of(
                    new Column<>("code", (page, unit) -> Cell.link(unit.code(), "/units/" + unit.id())),
                    new Column<Unit>("nameEn", (page, unit) -> Cell.link(unit.nameEn(), "/units/" + unit.id())),
                    new Column<>("nameJa", (page, unit) -> Cell.link(unit.nameJa(), "/units/" + unit.id())),
                    new Column<Unit>(
                                    "kind",
                                    (page, unit) -> Cell.text(page.text().of(unit.kind())))
                            .filteredBy(UnitKind.values()),
                    new Column<>("parent", (page, unit) -> Cell.text(unit.parentCode())),
                    new Column<Unit>(
                                    "from",
                                    (page, unit) -> Cell.text(page.text().day(unit.from())))
                            .hiddenAtFirst()));

    UnitPages(Units units, Preferences preferences, Download download) {
        this.units = units;
        this.preferences = preferences;
        this.download = download;
    }

    @GetMapping("/units")
    @Requires(OrganizationPermissions.UNIT_READ)
    View list(PageContext page, ListQuery query) {
        TableView view = table.view(page, query, units.slice(query), units.count(query), preferences.columns(table));
        return page.show(
                "organization/units.jte",
                Map.of("table", view, "mayChange", page.may(OrganizationPermissions.UNIT_CHANGE)));
    }

    @GetMapping("/units/export.{format}")
    @Requires(OrganizationPermissions.UNIT_READ)
    void export(PageContext page, ListQuery query, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        download.send(page, table, format, response, sink -> units.forEach(query, sink));
    }

    @GetMapping("/units/{id}")
    @Requires(OrganizationPermissions.UNIT_READ)
    View one(PageContext page, @PathVariable UUID id) {
        Unit unit = units.get(id);
        return page.show(
                "organization/unit.jte",
                Map.of(
                        "unit",
                        unit,
                        "above",
                        units.above(id),
                        "below",
                        units.below(id),
                        "mayChange",
                        page.may(OrganizationPermissions.UNIT_CHANGE),
                        "maySeePeople",
                        page.may(OrganizationPermissions.PERSON_READ)));
    }

    @PostMapping("/units/{id}/name")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    String rename(
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String nameEn,
            @RequestParam String nameJa,
            RedirectAttributes redirect) {
        units.rename(id, version, nameEn, nameJa);
        redirect.addFlashAttribute("notice", "unit.done.renamed");
        return "redirect:/units/" + id;
    }

    @PostMapping("/units/{id}/units")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    String add(
            PageContext page,
            @PathVariable UUID id,
            @RequestParam String code,
            @RequestParam UnitKind kind,
            @RequestParam String nameEn,
            @RequestParam String nameJa,
            RedirectAttributes redirect) {
        Unit parent = units.get(id);
        LocalDate today = LocalDate.now(page.zone());
        Unit added = units.add(new NewUnit(
                id, code.strip(), kind, nameEn.strip(), nameJa.strip(), false, parent.zone(), today, false));
        redirect.addFlashAttribute("notice", "unit.done.added");
        return "redirect:/units/" + added.id();
    }

    @PostMapping("/units/{id}/move")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    String move(
            PageContext page,
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam String parentCode,
            @RequestParam LocalDate from,
            RedirectAttributes redirect) {
        units.move(id, version, units.getByCode(parentCode.strip()).id(), from);
        redirect.addFlashAttribute("notice", "unit.done.moved");
        return "redirect:/units/" + id;
    }
}
