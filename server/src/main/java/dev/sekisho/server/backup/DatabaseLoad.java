package dev.sekisho.server.backup;

import dev.sekisho.server.backup.Manifest.Partition;
import dev.sekisho.server.backup.Manifest.Table;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Fills a database whose schemas have just been made, in one transaction. */
final class DatabaseLoad {
    private final Connection connection;

    /** Takes a connection of the owner, for itself alone. */
    DatabaseLoad(Connection connection) {
        this.connection = connection;
    }

    /** Begins, and empties every table of what its migrations put there. */
    void begin(Manifest manifest) throws SQLException {
        connection.setAutoCommit(false);
        for (Partition partition : manifest.partitions()) {
            execute("create table if not exists " + partition.name() + " partition of " + partition.table() + " "
                    + partition.bounds());
        }
        execute("truncate " + manifest.tables().stream().map(Table::name).collect(Collectors.joining(", ")));
        triggers(manifest.tables(), "disable");
    }

    private void triggers(List<Table> tables, String what) throws SQLException {
        for (Table table : tables) {
            execute("alter table " + table.name() + " " + what + " trigger user");
        }
    }

    long fill(Table table, InputStream rows) throws SQLException, IOException {
        return connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table.name() + " (" + String.join(", ", table.columns()) + ") from stdin", rows);
    }

    void complete(Manifest manifest) throws SQLException {
        for (Map.Entry<String, Long> sequence : manifest.sequences().entrySet()) {
            execute("select setval('" + sequence.getKey().replace("'", "''") + "', " + sequence.getValue() + ")");
        }
        triggers(manifest.tables(), "enable");
        connection.commit();
        connection.setAutoCommit(true);
        for (Table table : manifest.tables()) {
            execute("analyze " + table.name());
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
