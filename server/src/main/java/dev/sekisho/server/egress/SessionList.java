package dev.sekisho.server.egress;

import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import dev.sekisho.server.scope.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The sessions that the one who acts may see. */
@Repository
@Transactional(readOnly = true)
class SessionList {
    static final ListStatement<StoredSession> STATEMENT = new ListStatement<>(
                    """
            session.id, session.sensor, session.unit, session.client, session.server, session.address, session.port,
            session.protocol, session.started, session.ended, session.connections, session.exchanges, session.bytes_up,
            session.bytes_down, session.user_agent, session.ja4, session.alpn, session.resolved_name,
            verdict.traffic_group, verdict.rogue""",
                    """
            egress.session
            left join egress.verdict on verdict.sensor = session.sensor
                                    and verdict.client = session.client
                                    and verdict.server = session.server
                                    and verdict.port = case when session.server = session.address then session.port
                                                            else 0 end""",
                    "session.id",
                    List.of(
                            ListColumn.time("started", "session.started", "timestamptz")
                                    .filteredBy("session.started > now() - cast(:value as int) * interval '1 day'"),
                            ListColumn.text("client", "session.client").filteredBy("session.client = :value"),
                            ListColumn.text("server", "session.server").filteredBy("session.server = :value"),
                            ListColumn.shown("port", "session.port"),
                            ListColumn.choice("protocol", "session.protocol"),
                            ListColumn.shown("exchanges", "session.exchanges"),
                            ListColumn.shown("bytesUp", "session.bytes_up"),
                            ListColumn.shown("bytesDown", "session.bytes_down"),
                            ListColumn.shown("group", "verdict.traffic_group")
                                    .filteredBy("verdict.traffic_group = :value"),
                            ListColumn.shown("userAgent", "session.user_agent"),
                            ListColumn.shown("ja4", "session.ja4").filteredBy("session.ja4 = :value"),
                            ListColumn.shown("unit", "session.unit::text")
                                    .filteredBy("session.unit in (select scope.below(cast(:value as uuid)))")),
                    SessionList::row)
            .narrowedBy("session.unit", EgressPermissions.SESSION_READ);

    private final JdbcClient jdbc;

    SessionList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Slice<StoredSession> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    void forEach(ListQuery query, Consumer<StoredSession> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    StoredSession get(UUID id) {
        return jdbc.sql(STATEMENT.base() + " where session.id = :id")
                .param("id", id)
                .query(SessionList::row)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private static StoredSession row(ResultSet row, int number) throws SQLException {
        String group = row.getString("traffic_group");
        return new StoredSession(
                row.getObject("id", UUID.class),
                row.getObject("sensor", UUID.class),
                row.getObject("unit", UUID.class),
                "",
                row.getString("client"),
                row.getString("server"),
                row.getString("address"),
                row.getInt("port"),
                row.getString("protocol"),
                row.getTimestamp("started").toInstant(),
                row.getTimestamp("ended").toInstant(),
                row.getInt("connections"),
                row.getInt("exchanges"),
                row.getLong("bytes_up"),
                row.getLong("bytes_down"),
                row.getString("user_agent"),
                row.getString("ja4"),
                row.getString("alpn"),
                row.getString("resolved_name"),
                group == null ? "" : group,
                row.getBoolean("rogue"));
    }
}
