package dev.sekisho.server.identity;

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
import dev.sekisho.server.scope.Refusal;
import dev.sekisho.server.scope.Requires;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who holds which role on which unit, since when, until when and from whom; giving and ending. */
@Controller
class RolePages {
    private final Grants grants;
    private final Accounts accounts;
    private final Units units;
    private final Preferences preferences;
    private final Download download;
    private final Clock clock;
    private final Table<RoleGrant> table;

    RolePages(Grants grants, Accounts accounts, Units units, Preferences preferences, Download download, Clock clock) {
        this.grants = grants;
        this.accounts = accounts;
        this.units = units;
        this.preferences = preferences;
        this.download = download;
        this.clock = clock;
        this.table = new Table<>(
                "roles",
                "/roles",
                Grants.STATEMENT,
                List.of(
                        new Column<>(
                                "account", (page, grant) -> Cell.link(grant.accountName(), "/roles/" + grant.id())),
                        new Column<RoleGrant>("role", (page, grant) -> Cell.text(role(page, grant)))
                                .filteredBy(this::roleOptions),
                        new Column<>("unit", this::unit),
                        new Column<>("starts", (page, grant) -> Cell.text(page.moment(grant.starts()))),
                        new Column<>("ends", RolePages::ends),
                        new Column<>("grantor", (page, grant) -> Cell.text(grant.grantor())),
                        new Column<>("state", this::state)));
    }

    private static String role(PageContext page, RoleGrant grant) {
        return page.text().language() == Language.JA ? grant.roleJa() : grant.roleEn();
    }

    private List<Option> roleOptions(PageContext page) {
        return grants.roles().stream()
                .map(role ->
                        new Option(role.code(), page.text().language() == Language.JA ? role.nameJa() : role.nameEn()))
                .toList();
    }

    private Cell unit(PageContext page, RoleGrant grant) {
        return units.find(grant.unit())
                .map(unit -> Cell.link(unit.name(page.text().language()), "/units/" + unit.id()))
                .orElseGet(() -> Cell.text(""));
    }

    private static Cell ends(PageContext page, RoleGrant grant) {
        return Cell.text(grant.ends() == null ? "" : page.moment(grant.ends()));
    }

    private Cell state(PageContext page, RoleGrant grant) {
        GrantState state = grant.state(clock.instant());
        String colour = switch (state) {
            case PLANNED -> "azure";
            case HELD -> "green";
            case ENDED -> "secondary";
        };
        return Cell.badge(page.text().of(state), colour);
    }

    @GetMapping("/roles")
    @Requires(IdentityPermissions.ROLE_READ)
    View list(PageContext page, ListQuery query) {
        TableView view = table.view(page, query, grants.slice(query), grants.count(query), preferences.columns(table));
        return page.show(
                "identity/roles.jte",
                Map.of("table", view, "roles", grants.roles(), "mayGrant", page.may(IdentityPermissions.ROLE_GRANT)));
    }

    @GetMapping("/roles/export.{format}")
    @Requires(IdentityPermissions.ROLE_READ)
    void export(PageContext page, ListQuery query, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        download.send(page, table, format, response, sink -> grants.forEach(query, sink));
    }

    @GetMapping("/roles/{id}")
    @Requires(IdentityPermissions.ROLE_READ)
    View one(PageContext page, @PathVariable UUID id) {
        RoleGrant grant = grants.get(id);
        Unit unit = units.find(grant.unit()).orElse(null);
        return page.show(
                "identity/role.jte",
                Map.of(
                        "grant",
                        grant,
                        "role",
                        role(page, grant),
                        "unit",
                        unit == null ? "" : unit.name(page.text().language()),
                        "state",
                        page.text().of(grant.state(clock.instant())),
                        "mayEnd",
                        page.may(IdentityPermissions.ROLE_GRANT) && grant.state(clock.instant()) != GrantState.ENDED));
    }

    @PostMapping("/roles")
    @Requires(IdentityPermissions.ROLE_GRANT)
    String give(
            PageContext page,
            @RequestParam String email,
            @RequestParam UUID role,
            @RequestParam String unitCode,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate lastDay,
            @RequestParam String reason,
            RedirectAttributes redirect) {
        Account account = accounts.findByEmail(email.strip())
                .orElseThrow(() -> Refusal.invalid("email", "grant.invalid.account", email.strip()));
        Unit unit = units.getByCode(unitCode.strip());
        grants.give(
                account.id(),
                role,
                unit.id(),
                clock.instant(),
                lastDay == null
                        ? null
                        : lastDay.plusDays(1).atStartOfDay(page.zone()).toInstant(),
                reason.strip());
        redirect.addFlashAttribute("notice", "grant.done.given");
        return "redirect:/roles";
    }

    @PostMapping("/roles/{id}/end")
    @Requires(IdentityPermissions.ROLE_GRANT)
    String end(@PathVariable UUID id, RedirectAttributes redirect) {
        grants.end(id);
        redirect.addFlashAttribute("notice", "grant.done.ended");
        return "redirect:/roles";
    }
}
