package dev.sekisho.server.organization;

import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.organization.Import.Kind;
import dev.sekisho.server.organization.Import.Policy;
import dev.sekisho.server.organization.Import.RowState;
import dev.sekisho.server.scope.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Where lists that came in are kept until they are applied or forgotten. Used within the transactions of others. */
@Repository
class ImportStore {
    static final Duration KEPT = Duration.ofHours(24);

    private static final JsonMapper JSON = new JsonMapper();

    static final ListStatement<ImportRow> ROWS = new ListStatement<>(
            """
            import_row.id, import_row.number, import_row.state, import_row.key, import_row.label,
            import_row.fields::text as fields, import_row.before::text as before, import_row.reason,
            import_row.arguments""",
            "organization.import_row",
            "import_row.id",
            List.of(
                    new ListColumn("number", "import_row.number", "integer", true, false, null),
                    ListColumn.choice("state", "import_row.state"),
                    ListColumn.text("key", "import_row.key"),
                    ListColumn.text("label", "import_row.label"),
                    ListColumn.shown("detail", "import_row.reason"),
                    ListColumn.shown("import", "import_row.import::text")
                            .filteredBy("import_row.import = cast(:value as uuid)")),
            ImportStore::row);

    private final JdbcClient jdbc;

    ImportStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID begin(Kind kind, Policy policy, String fileName, byte[] digest, Instant now) {
        UUID id = Uuids.next();
        jdbc.sql("delete from organization.import where expires < :now")
                .param("now", Timestamp.from(now))
                .update();
        jdbc.sql("""
                insert into organization.import (id, account, kind, policy, file_name, digest, expires)
                values (:id, :account, :kind, :policy, :fileName, :digest, :expires)
                """)
                .param("id", id)
                .param("account", Actor.current().account())
                .param("kind", kind.name())
                .param("policy", policy.name())
                .param("fileName", fileName)
                .param("digest", digest)
                .param("expires", Timestamp.from(now.plus(KEPT)))
                .update();
        return id;
    }

    /** Adds rows in one statement. */
    void stage(UUID id, List<StagedRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into organization.import_row
                       (id, import, number, state, key, label, fields, reason, arguments, membership)
                select staged.id, :import, staged.number, staged.state, staged.key, staged.label,
                       cast(staged.fields as jsonb), staged.reason,
                       array (select jsonb_array_elements_text(cast(staged.arguments as jsonb))), staged.membership
                  from unnest(cast(:ids as uuid[]), cast(:numbers as integer[]), cast(:states as text[]),
                              cast(:keys as text[]), cast(:labels as text[]), cast(:fields as text[]),
                              cast(:reasons as text[]), cast(:arguments as text[]), cast(:memberships as uuid[]))
                       as staged (id, number, state, key, label, fields, reason, arguments, membership)
                """)
                .param("import", id)
                .param("ids", ids(rows.size()))
                .param("numbers", rows.stream().map(StagedRow::number).toArray(Integer[]::new))
                .param("states", rows.stream().map(row -> row.state().name()).toArray(String[]::new))
                .param("keys", rows.stream().map(StagedRow::key).toArray(String[]::new))
                .param("labels", rows.stream().map(StagedRow::label).toArray(String[]::new))
                .param(
                        "fields",
                        rows.stream()
                                .map(row -> JSON.writeValueAsString(row.fields()))
                                .toArray(String[]::new))
                .param("reasons", rows.stream().map(StagedRow::reason).toArray(String[]::new))
                .param(
                        "arguments",
                        rows.stream()
                                .map(row -> JSON.writeValueAsString(row.arguments()))
                                .toArray(String[]::new))
                .param("memberships", ids(rows.size()))
                .update();
    }

    private static String[] ids(int count) {
        String[] ids = new String[count];
        for (int i = 0; i < count; i++) {
            ids[i] = Uuids.next().toString();
        }
        return ids;
    }

    /** The import with its counts, if it is of the one who acts and not forgotten. */
    Optional<Import> find(UUID id) {
        Map<RowState, Integer> counts = new EnumMap<>(RowState.class);
        jdbc.sql("select state, count(*)::int as number from organization.import_row where import = :id group by state")
                .param("id", id)
                .query((ResultSet row) -> {
                    counts.put(RowState.valueOf(row.getString("state")), row.getInt("number"));
                });
        return jdbc.sql("""
                select id, kind, policy, file_name, encode(digest, 'hex') as digest, made, expires, applied
                  from organization.import
                 where id = :id
                   and account = :account
                   and (expires > now() or applied is not null)
                """)
                .param("id", id)
                .param("account", Actor.current().account())
                .query((row, number) -> new Import(
                        row.getObject("id", UUID.class),
                        Kind.valueOf(row.getString("kind")),
                        Policy.valueOf(row.getString("policy")),
                        row.getString("file_name"),
                        row.getString("digest"),
                        row.getTimestamp("made").toInstant(),
                        row.getTimestamp("expires").toInstant(),
                        instant(row.getTimestamp("applied")),
                        counts))
                .optional();
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** Marks it as applied; false if that was done before. */
    boolean markApplied(UUID id) {
        return jdbc.sql("update organization.import set applied = now() where id = :id and applied is null")
                        .param("id", id)
                        .update()
                == 1;
    }

    private static ImportRow row(ResultSet row, int number) throws SQLException {
        return new ImportRow(
                row.getObject("id", UUID.class),
                row.getInt("number"),
                RowState.valueOf(row.getString("state")),
                row.getString("key"),
                row.getString("label"),
                texts(row.getString("fields")),
                texts(row.getString("before")),
                row.getString("reason"),
                List.of((String[]) row.getArray("arguments").getArray()));
    }

    static Map<String, String> texts(String json) {
        Map<String, String> texts = new TreeMap<>();
        JSON.readTree(json)
                .properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asString()));
        return texts;
    }
}
