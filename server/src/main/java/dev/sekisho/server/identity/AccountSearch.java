package dev.sekisho.server.identity;

import dev.sekisho.server.console.SearchSource;
import dev.sekisho.server.console.SearchWords;
import dev.sekisho.server.console.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Accounts in the search over everything. */
@Component
class AccountSearch implements SearchSource {
    private final Accounts accounts;

    AccountSearch(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public int order() {
        return 2;
    }

    @Override
    public String key() {
        return "accounts";
    }

    @Override
    public String permission() {
        return IdentityPermissions.ACCOUNT_READ;
    }

    @Override
    public @Nullable String list() {
        return "/accounts";
    }

    @Override
    public List<Hit> find(SearchWords words, int most, Text text) {
        return accounts.search(words, most).stream()
                .map(account -> new Hit(account.name(), account.email(), "/accounts/" + account.id()))
                .toList();
    }
}
