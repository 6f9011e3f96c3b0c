package dev.sekisho.server.identity;

import dev.sekisho.server.console.SearchWords;
import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.ledger.Evidence;
import dev.sekisho.server.ledger.Ledger;
import dev.sekisho.server.scope.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The accounts that the one who acts may see, and how they come and go. Every change is evidence. */
@Repository
@Transactional(readOnly = true)
public class Accounts {
    private static final String SELECT = """
            account.id, account.unit, account.name, account.email, account.state,
            account.totp_secret is not null as has_second_factor, account.created""";

    private static final String FROM = "identity.account";

    static final ListStatement<Account> STATEMENT = new ListStatement<>(
            SELECT,
            FROM,
            "account.id",
            List.of(
                    ListColumn.text("name", "account.name"),
                    ListColumn.text("email", "account.email"),
                    ListColumn.choice("state", "account.state"),
                    ListColumn.shown("unit", "account.unit::text")
                            .filteredBy("account.unit in (select scope.below(cast(:value as uuid)))"),
                    ListColumn.time("created", "account.created", "timestamptz")),
            Accounts::row);

    private final JdbcClient jdbc;
    private final Ledger ledger;

    Accounts(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    public Slice<Account> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    public int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    public void forEach(ListQuery query, Consumer<Account> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    /** Accounts that all words fit, at most so many. */
    List<Account> search(SearchWords words, int most) {
        return jdbc.sql("select " + SELECT + " from " + FROM + """

                 where account.name || ' ' || account.email ilike all (cast(:patterns as text[]))
                 order by account.name, account.id
                 limit :most
                """)
                .param("patterns", words.patterns())
                .param("most", most)
                .query(Accounts::row)
                .list();
    }

    public Optional<Account> findByEmail(String email) {
        return jdbc.sql("select " + SELECT + " from " + FROM + " where lower(account.email) = lower(:email)")
                .param("email", email)
                .query(Accounts::row)
                .optional();
    }

    /** The account, or a refusal that says no more than that it was not found. */
    public Account get(UUID id) {
        return jdbc.sql("select " + SELECT + " from " + FROM + " where account.id = :id")
                .param("id", id)
                .query(Accounts::row)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** Closes an account, or opens it again. */
    @Transactional
    void setDisabled(Account account, boolean disabled) {
        jdbc.sql("""
                update identity.account
                   set state = case when :disabled then 'DISABLED' when password is null then 'INVITED' else 'ACTIVE' end,
                       version = version + 1
                 where id = :id
                """).param("disabled", disabled).param("id", account.id()).update();
        ledger.record(new Evidence(
                disabled ? "account.disabled" : "account.enabled", account.unit(), account.id(), Map.of()));
    }

    /** Makes an account without credentials; a link lets its owner set them. */
    @Transactional
    public UUID invite(UUID unit, String name, String email) {
        if (name.isBlank() || name.length() > 200) {
            throw Refusal.invalid("name", "account.invalid.name");
        }
        if (email.length() > 254 || !email.matches("[^@\\s]+@[^@\\s]+")) {
            throw Refusal.invalid("email", "account.invalid.email", email);
        }
        UUID id = Uuids.next();
        jdbc.sql("""
                insert into identity.account (id, unit, name, email, state)
                values (:id, :unit, :name, :email, 'INVITED')
                """)
                .param("id", id)
                .param("unit", unit)
                .param("name", name)
                .param("email", email)
                .update();
        ledger.record(new Evidence("account.invited", unit, id, Map.of("name", name)));
        return id;
    }

    private static Account row(ResultSet row, int number) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                row.getObject("unit", UUID.class),
                row.getString("name"),
                row.getString("email"),
                AccountState.valueOf(row.getString("state")),
                row.getBoolean("has_second_factor"),
                row.getTimestamp("created").toInstant());
    }
}
