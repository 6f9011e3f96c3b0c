package dev.sekisho.server.backup;

import dev.sekisho.server.backup.Entries.Part;
import dev.sekisho.server.backup.Manifest.Content;
import dev.sekisho.server.backup.Manifest.Partition;
import dev.sekisho.server.backup.Manifest.Table;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.PGConnection;

/** All schemas as of one moment: one transaction of repeatable reads, a copy of each table in text. */
final class DatabaseDump {
    /** Whoever was signed in signs in again. */
    private static final Set<String> LEFT_EMPTY = Set.of("identity.session", "identity.session_attributes");

    private final Connection connection;
    private final List<String> schemas;

    /** Takes a connection of the owner, for itself alone. */
    DatabaseDump(Connection connection, List<String> schemas) {
        this.connection = connection;
        this.schemas = List.copyOf(schemas);
    }

    /** Begins the one transaction. What is committed from now on is not in the backup. */
    void begin() throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
    }

    String version() throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    /** The last migration of each room. */
    Map<String, String> rooms() throws SQLException {
        Map<String, String> rooms = new TreeMap<>();
        for (String schema : schemas) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select version from " + schema
                            + ".flyway_schema_history where success and version is not null"
                            + " order by installed_rank desc limit 1")) {
                if (row.next()) {
                    rooms.put(schema, row.getString(1));
                }
            }
        }
        return rooms;
    }

    /** Writes every table as a part of its own, those first to which others point. */
    List<Table> write(DataOutputStream out) throws SQLException, IOException {
        List<Table> written = new ArrayList<>();
        for (String name : inOrder()) {
            List<String> columns = columns(name);
            Part part = new Part(out, "table:" + name);
            long rows = 0;
            if (!LEFT_EMPTY.contains(name)) {
                OutputStream buffered = new BufferedOutputStream(part, 1 << 16);
                rows = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(
                                "copy (select " + String.join(", ", columns) + " from " + name + ") to stdout",
                                buffered);
                buffered.flush();
            }
            Content content = part.end();
            written.add(new Table(name, columns, rows, content));
        }
        return written;
    }

    private List<String> inOrder() throws SQLException {
        Map<String, List<String>> pointsTo = new LinkedHashMap<>();
        for (String table : query("""
                select format('%I.%I', nspname, relname)
                  from pg_class
                  join pg_namespace on pg_namespace.oid = relnamespace
                 where nspname = any (?)
                   and relkind in ('r', 'p')
                   and not relispartition
                   and relname <> 'flyway_schema_history'
                 order by array_position(?, nspname::text), relname
                """, 2)) {
            pointsTo.put(table, query("""
                    select format('%I.%I', nspname, relname)
                      from pg_constraint
                      join pg_class on pg_class.oid = confrelid
                      join pg_namespace on pg_namespace.oid = relnamespace
                     where nspname = any (?)
                       and contype = 'f'
                       and conrelid <> confrelid
                       and conrelid =""" + regclass(table), 1));
        }
        List<String> ordered = new ArrayList<>();
        while (!pointsTo.isEmpty()) {
            String ready = pointsTo.entrySet().stream()
                    .filter(table -> ordered.containsAll(table.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() ->
                            new SQLException("the tables " + pointsTo.keySet() + " point to each other in a circle"));
            ordered.add(ready);
            pointsTo.remove(ready);
        }
        return ordered;
    }

    private List<String> columns(String table) throws SQLException {
        return texts("""
                select quote_ident(attname)
                  from pg_attribute
                 where attnum > 0
                   and not attisdropped
                   and attgenerated = ''
                   and attrelid =""" + regclass(table) + " order by attnum");
    }

    private static String regclass(String table) {
        return " '" + table.replace("'", "''") + "'::regclass";
    }

    List<Partition> partitions() throws SQLException {
        List<Partition> partitions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("""
                select inhparent::regclass::text,
                       format('%I.%I', nspname, relname),
                       pg_get_expr(relpartbound, pg_class.oid)
                  from pg_class
                  join pg_namespace on pg_namespace.oid = relnamespace
                  join pg_inherits on inhrelid = pg_class.oid
                 where nspname = any (?)
                   and relispartition
                   and relkind in ('r', 'p')
                 order by pg_class.oid
                """)) {
            statement.setArray(1, connection.createArrayOf("text", schemas.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    partitions.add(new Partition(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return partitions;
    }

    Map<String, Long> sequences() throws SQLException {
        Map<String, Long> sequences = new TreeMap<>();
        for (String sequence : query(
                "select format('%I.%I', schemaname, sequencename) from pg_sequences where schemaname = any (?)", 1)) {
            for (String value : texts("select last_value from " + sequence + " where is_called")) {
                sequences.put(sequence, Long.parseLong(value));
            }
        }
        return sequences;
    }

    private List<String> query(String sql, int times) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 1; i <= times; i++) {
                statement.setArray(i, connection.createArrayOf("text", schemas.toArray()));
            }
            try (ResultSet row = statement.executeQuery()) {
                return texts(row);
            }
        }
    }

    private List<String> texts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return texts(row);
        }
    }

    private static List<String> texts(ResultSet row) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (row.next()) {
            texts.add(row.getString(1));
        }
        return texts;
    }
}
