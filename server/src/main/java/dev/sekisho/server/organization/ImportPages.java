package dev.sekisho.server.organization;

import dev.sekisho.server.console.Cell;
import dev.sekisho.server.console.Download;
import dev.sekisho.server.console.PageContext;
import dev.sekisho.server.console.Preferences;
import dev.sekisho.server.console.Table;
import dev.sekisho.server.console.Table.Column;
import dev.sekisho.server.console.TableView;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.organization.Import.Kind;
import dev.sekisho.server.organization.Import.Policy;
import dev.sekisho.server.organization.Import.RowState;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages on which lists come in: choosing a file, looking at what it would change, applying it. */
@Controller
class ImportPages {
    private final Imports imports;
    private final ImportUploads uploads;
    private final Preferences preferences;
    private final Download download;

    ImportPages(Imports imports, ImportUploads uploads, Preferences preferences, Download download) {
        this.imports = imports;
        this.uploads = uploads;
        this.preferences = preferences;
        this.download = download;
    }

    private static Table<ImportRow> table(Kind kind, UUID id) {
        return new Table<>(
                "import",
                path(kind) + "/import/" + id,
                ImportStore.ROWS,
                List.of(
                        new Column<>("number", (page, row) -> Cell.text(Integer.toString(row.number()))),
                        new Column<ImportRow>("state", ImportPages::state).filteredBy(RowState.values()),
                        new Column<>("key", (page, row) -> Cell.text(row.key())),
                        new Column<>("label", (page, row) -> Cell.text(row.label())),
                        new Column<>("detail", (page, row) -> Cell.text(detail(page, kind, row)))));
    }

    private static String path(Kind kind) {
        return kind == Kind.PEOPLE ? "/people" : "/units";
    }

    private static Cell state(PageContext page, ImportRow row) {
        String colour = switch (row.state()) {
            case NEW -> "green";
            case CHANGED -> "yellow";
            case UNCHANGED -> "secondary";
            case REFUSED -> "red";
        };
        return Cell.badge(page.text().of(row.state()), colour);
    }

    /** Why a row is refused, or what differs: the name of the column, what stands there, what the file says. */
    private static String detail(PageContext page, Kind kind, ImportRow row) {
        if (!row.reason().isEmpty()) {
            return page.say(row.reason(), row.arguments().toArray());
        }
        String table = kind == Kind.PEOPLE ? "people" : "units";
        return new TreeMap<>(row.before())
                .entrySet().stream()
                        .map(field -> page.say(
                                "import.differs",
                                page.say(table + ".column." + field.getKey()),
                                shown(page, field.getValue()),
                                shown(page, row.fields().getOrDefault(field.getKey(), ""))))
                        .collect(Collectors.joining(" · "));
    }

    private static String shown(PageContext page, String value) {
        return value.isEmpty() ? page.say("import.nothing") : value;
    }

    @GetMapping("/people/import")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    View peopleForm(PageContext page) {
        return form(page, Kind.PEOPLE);
    }

    @GetMapping("/units/import")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    View unitForm(PageContext page) {
        return form(page, Kind.UNITS);
    }

    private static View form(PageContext page, Kind kind) {
        return page.show("organization/import-form.jte", Map.of("kind", kind, "path", path(kind) + "/import"));
    }

    @PostMapping("/people/import")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    String beginPeople(PageContext page, @RequestParam MultipartFile file, @RequestParam Policy policy)
            throws IOException {
        return begin(page, Kind.PEOPLE, file, policy);
    }

    @PostMapping("/units/import")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    String beginUnits(PageContext page, @RequestParam MultipartFile file, @RequestParam Policy policy)
            throws IOException {
        return begin(page, Kind.UNITS, file, policy);
    }

    private String begin(PageContext page, Kind kind, MultipartFile file, Policy policy) throws IOException {
        Import begun = uploads.begin(kind, policy, file, page.zone());
        return "redirect:" + path(kind) + "/import/" + begun.id();
    }

    @GetMapping("/people/import/{id}")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    View onePeople(PageContext page, @PathVariable UUID id, ListQuery query) {
        return one(page, Kind.PEOPLE, id, query);
    }

    @GetMapping("/units/import/{id}")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    View oneUnits(PageContext page, @PathVariable UUID id, ListQuery query) {
        return one(page, Kind.UNITS, id, query);
    }

    private View one(PageContext page, Kind kind, UUID id, ListQuery query) {
        Import found = imports.get(kind, id);
        Table<ImportRow> table = table(kind, id);
        TableView view = table.view(
                page, query, imports.slice(kind, id, query), imports.count(id, query), preferences.columns(table));
        return page.show(
                "organization/import.jte", Map.of("found", found, "table", view, "path", path(kind) + "/import/" + id));
    }

    @GetMapping("/people/import/{id}/export.{format}")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    void exportPeople(
            PageContext page,
            @PathVariable UUID id,
            ListQuery query,
            @PathVariable String format,
            HttpServletResponse response)
            throws IOException {
        imports.get(Kind.PEOPLE, id);
        download.send(
                page, table(Kind.PEOPLE, id), format, response, sink -> imports.forEach(Kind.PEOPLE, id, query, sink));
    }

    @GetMapping("/units/import/{id}/export.{format}")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    void exportUnits(
            PageContext page,
            @PathVariable UUID id,
            ListQuery query,
            @PathVariable String format,
            HttpServletResponse response)
            throws IOException {
        imports.get(Kind.UNITS, id);
        download.send(
                page, table(Kind.UNITS, id), format, response, sink -> imports.forEach(Kind.UNITS, id, query, sink));
    }

    @PostMapping("/people/import/{id}")
    @Requires(OrganizationPermissions.PERSON_CHANGE)
    String applyPeople(
            PageContext page, @PathVariable UUID id, @RequestParam String digest, RedirectAttributes redirect) {
        return apply(page, Kind.PEOPLE, id, digest, redirect);
    }

    @PostMapping("/units/import/{id}")
    @Requires(OrganizationPermissions.UNIT_CHANGE)
    String applyUnits(
            PageContext page, @PathVariable UUID id, @RequestParam String digest, RedirectAttributes redirect) {
        return apply(page, Kind.UNITS, id, digest, redirect);
    }

    private String apply(PageContext page, Kind kind, UUID id, String digest, RedirectAttributes redirect) {
        imports.apply(kind, id, digest, page.zone());
        redirect.addFlashAttribute("notice", "import.done");
        return "redirect:" + path(kind) + "/import/" + id;
    }
}
