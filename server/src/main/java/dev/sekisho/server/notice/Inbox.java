package dev.sekisho.server.notice;

import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.scope.Actor;
import dev.sekisho.server.scope.Refusal;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What the one who acts has been told. */
@Repository
@Transactional(readOnly = true)
class Inbox {
    private static final String SELECT = """
            message.id, message.kind, message.path, message.arguments::text as arguments, message.urgent,
            message.created, message.read""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ListStatement<Notice> statement;

    Inbox(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
        this.statement = new ListStatement<>(
                SELECT,
                "notice.message",
                "message.id",
                List.of(
                        ListColumn.time("created", "message.created", "timestamptz"),
                        new ListColumn("subject", "message.arguments::text", "text", false, true, null),
                        ListColumn.choice("kind", "message.kind"),
                        ListColumn.shown("read", "message.read")
                                .filteredBy("(message.read is not null)::text = :value"),
                        // everybody's own lie in no unit
                        ListColumn.shown("unit", "message.id").filteredBy("false and :value = ''")),
                (row, number) -> Notice.of(row, json));
    }

    ListStatement<Notice> statement() {
        return statement;
    }

    Slice<Notice> slice(ListQuery query) {
        return statement.slice(jdbc, query);
    }

    int count(ListQuery query) {
        return statement.count(jdbc, query);
    }

    void forEach(ListQuery query, Consumer<Notice> sink) {
        statement.forEach(jdbc, query, sink);
    }

    int countUnread() {
        return jdbc.sql("select count(*) from notice.message where account = :account and read is null")
                .param("account", Actor.current().account())
                .query(Integer.class)
                .single();
    }

    /** One of them, which counts as read from now on. */
    @Transactional
    Notice read(UUID id) {
        jdbc.sql("update notice.message set read = now() where id = :id and account = :account and read is null")
                .param("id", id)
                .param("account", Actor.current().account())
                .update();
        return jdbc.sql("select " + SELECT + " from notice.message where message.id = :id")
                .param("id", id)
                .query((row, number) -> Notice.of(row, json))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    @Transactional
    void readAll() {
        jdbc.sql("update notice.message set read = now() where account = :account and read is null")
                .param("account", Actor.current().account())
                .update();
    }
}
