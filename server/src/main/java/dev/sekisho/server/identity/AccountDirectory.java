package dev.sekisho.server.identity;

import dev.sekisho.server.scope.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who works together: names of accounts for those who may not look after accounts, such as the people to whom work can be
 * given. It looks as the server itself, in a transaction of its own; call it outside of others.
 */
@Component
public class AccountDirectory {
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    AccountDirectory(JdbcClient jdbc, PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(manager);
        transactions.setReadOnly(true);
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Whose name and address. */
    public record Listed(UUID id, UUID unit, String name, String email) {}

    /** The open accounts that have a permission on a unit, by name. */
    public List<Listed> holders(String permission, UUID unit) {
        return asServer(() -> jdbc.sql("""
                select id, unit, name, email
                  from identity.account
                 where state <> 'DISABLED'
                   and id in (select scope.holders(:permission, :unit))
                 order by name, id
                """)
                .param("permission", permission)
                .param("unit", unit)
                .query(AccountDirectory::row)
                .list());
    }

    /** An account that is not closed. */
    public Optional<Listed> find(UUID id) {
        return asServer(() -> jdbc.sql(
                        "select id, unit, name, email from identity.account where id = :id and state <> 'DISABLED'")
                .param("id", id)
                .query(AccountDirectory::row)
                .optional());
    }

    private <T> T asServer(Supplier<T> work) {
        return Actor.NOTICE.call(() -> {
            T found = transactions.execute(status -> work.get());
            if (found == null) {
                throw new IllegalStateException("the directory found nothing, not even emptiness");
            }
            return found;
        });
    }

    private static Listed row(ResultSet row, int number) throws SQLException {
        return new Listed(
                row.getObject("id", UUID.class),
                row.getObject("unit", UUID.class),
                row.getString("name"),
                row.getString("email"));
    }
}
