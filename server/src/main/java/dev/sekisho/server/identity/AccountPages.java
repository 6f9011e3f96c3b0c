package dev.sekisho.server.identity;

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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;

/** The pages of those who look after accounts. */
@Controller
class AccountPages {
    private final Accounts accounts;
    private final Invitations invitations;
    private final Preferences preferences;
    private final Download download;
    private final String publicUrl;
    private final Table<Account> table = new Table<>(
            "accounts",
            "/accounts",
            Accounts.STATEMENT,
            List.of(
                    new Column<>("name", (page, account) -> Cell.link(account.name(), "/accounts/" + account.id())),
                    new Column<>("email", (page, account) -> Cell.text(account.email())),
                    new Column<Account>("state", AccountPages::state).filteredBy(AccountState.values()),
                    new Column<>("created", (page, account) -> Cell.text(page.moment(account.created())))));

    AccountPages(
            Accounts accounts,
            Invitations invitations,
            Preferences preferences,
            Download download,
            @Value("${sekisho.public-url}") String publicUrl) {
        this.accounts = accounts;
        this.invitations = invitations;
        this.preferences = preferences;
        this.download = download;
        this.publicUrl = publicUrl;
    }

    private static Cell state(PageContext page, Account account) {
        String colour = switch (account.state()) {
            case INVITED -> "yellow";
            case ACTIVE -> "green";
            case DISABLED -> "secondary";
        };
        return Cell.badge(page.text().of(account.state()), colour);
    }

    @GetMapping("/accounts")
    @Requires(IdentityPermissions.ACCOUNT_READ)
    View list(PageContext page, ListQuery query) {
        TableView view =
                table.view(page, query, accounts.slice(query), accounts.count(query), preferences.columns(table));
        return page.show(
                "identity/accounts.jte",
                Map.of("table", view, "mayInvite", page.may(IdentityPermissions.ACCOUNT_CHANGE)));
    }

    @GetMapping("/accounts/export.{format}")
    @Requires(IdentityPermissions.ACCOUNT_READ)
    void export(PageContext page, ListQuery query, @PathVariable String format, HttpServletResponse response)
            throws IOException {
        download.send(page, table, format, response, sink -> accounts.forEach(query, sink));
    }

    @GetMapping("/accounts/{id}")
    @Requires(IdentityPermissions.ACCOUNT_READ)
    View one(PageContext page, @PathVariable UUID id) {
        return page.show(
                "identity/account.jte",
                Map.of("account", accounts.get(id), "mayChange", page.may(IdentityPermissions.ACCOUNT_CHANGE)));
    }

    @PostMapping("/accounts")
    @Requires(IdentityPermissions.ACCOUNT_CHANGE)
    View invite(
            PageContext page, @RequestParam String unitCode, @RequestParam String name, @RequestParam String email) {
        String path = invitations.invite(unitCode.strip(), name.strip(), email.strip());
        return page.show("identity/link.jte", Map.of("link", publicUrl + path));
    }

    @PostMapping("/accounts/{id}/link")
    @Requires(IdentityPermissions.ACCOUNT_CHANGE)
    View link(PageContext page, @PathVariable UUID id) {
        return page.show("identity/link.jte", Map.of("link", publicUrl + invitations.renew(id)));
    }

    @PostMapping("/accounts/{id}/state")
    @Requires(IdentityPermissions.ACCOUNT_CHANGE)
    String state(@PathVariable UUID id, @RequestParam boolean disabled) {
        invitations.setDisabled(id, disabled);
        return "redirect:/accounts/" + id;
    }
}
