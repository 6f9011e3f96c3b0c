package dev.sekisho.server.scope;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Begins transactions that carry the account that acts, for the policies of the database. What is asked outside a
 * transaction, or while nobody acts, sees nothing that is scoped.
 */
final class AccountTransactionManager extends JdbcTransactionManager {
    private static final String SET_ACCOUNT = """
            select set_config('sekisho.account', ?, true), set_config('sekisho.token_permissions', ?, true)
            """;

    AccountTransactionManager(DataSource dataSource) {
        super(dataSource);
        setEnforceReadOnly(false);
    }

    @Override
    protected void prepareTransactionalConnection(Connection connection, TransactionDefinition definition)
            throws SQLException {
        super.prepareTransactionalConnection(connection, definition);
        if (!Actor.isKnown()) {
            return;
        }
        Actor actor = Actor.current();
        try (PreparedStatement statement = connection.prepareStatement(SET_ACCOUNT)) {
            statement.setString(1, actor.account().toString());
            statement.setString(2, String.join(" ", actor.tokenPermissions()));
            statement.execute();
        }
    }
}
