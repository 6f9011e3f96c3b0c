package dev.sekisho.server.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Brings the schemas of the rooms up to date, as the role that owns them. Each room has a schema of its name, a folder of
 * migrations and a history of its own. A database that has seen exactly these files is left alone, which saves most of a
 * start's time.
 */
public final class Migration {
    private static final String FOLDER = "db/migration/";

    /** Two servers that start together migrate one after the other. */
    private static final long LOCK = 0x53454b4953484fL;

    private final DatabaseAccess access;
    private final List<String> rooms;

    /** Takes the rooms in the order in which they stand on each other. */
    public Migration(DatabaseAccess access, List<String> rooms) {
        this.access = access;
        this.rooms = List.copyOf(rooms);
    }

    /** Migrates what is not up to date. */
    public void run() throws SQLException, IOException {
        String digest = digest();
        try (Connection connection = access.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
            if (digest.equals(seen(statement))) {
                return;
            }
            prepareApplicationRole(statement);
            for (String room : rooms) {
                migrate(room, "latest");
            }
            statement.execute("create table if not exists public.sekisho_migrated (digest text not null)");
            statement.execute("delete from public.sekisho_migrated");
            statement.execute("insert into public.sekisho_migrated (digest) values ('" + digest + "')");
        }
    }

    /** Migrates a database that was never migrated up to the given version of each room, and none beyond. */
    public void run(Map<String, String> versions) throws SQLException {
        try (Connection connection = access.connectAsOwner();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
            prepareApplicationRole(statement);
            for (String room : rooms) {
                String version = versions.get(room);
                if (version != null) {
                    migrate(room, version);
                }
            }
        }
    }

    private static String seen(Statement statement) throws SQLException {
        try (ResultSet table = statement.executeQuery("select to_regclass('public.sekisho_migrated') is not null")) {
            table.next();
            if (!table.getBoolean(1)) {
                return "";
            }
        }
        try (ResultSet digest = statement.executeQuery("select digest from public.sekisho_migrated")) {
            return digest.next() ? digest.getString(1) : "";
        }
    }

    private void prepareApplicationRole(Statement statement) throws SQLException {
        String role = DatabaseAccess.APPLICATION_ROLE;
        boolean exists;
        try (ResultSet found = statement.executeQuery(
                "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = '" + role + "'")) {
            exists = found.next();
            if (exists && found.getBoolean(1)) {
                throw new SQLException(
                        "the role " + role + " must not be a superuser, bypass row-level security or create"
                                + " roles: take that from it, or drop it, and start again");
            }
        }
        // what it must not be cannot be said again: before PostgreSQL 16 that takes a superuser
        statement.execute(
                (exists ? "alter role " + role : "create role " + role + " nosuperuser nobypassrls nocreatedb")
                        + " login password '" + access.applicationPassword() + "'");
        try (ResultSet name = statement.executeQuery("select quote_ident(current_database())")) {
            name.next();
            String database = name.getString(1);
            statement.execute("grant connect on database " + database + " to " + role);
        }
    }

    private void migrate(String room, String version) {
        Flyway.configure()
                .dataSource(access.url(), access.ownerRole(), access.ownerPassword())
                .schemas(room)
                .defaultSchema(room)
                .createSchemas(true)
                .locations("classpath:" + FOLDER + room)
                .target(version)
                .load()
                .migrate();
    }

    /** A digest of all files of all rooms, and of the application's password, which may have to be set anew. */
    private String digest() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
            for (String room : rooms) {
                Resource[] files = resolver.getResources("classpath*:" + FOLDER + room + "/*.sql");
                Arrays.sort(
                        files,
                        Comparator.comparing(Resource::getFilename, Comparator.nullsFirst(Comparator.naturalOrder())));
                for (Resource file : files) {
                    digest.update(file.getContentAsByteArray());
                }
            }
            digest.update(access.applicationPassword().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
