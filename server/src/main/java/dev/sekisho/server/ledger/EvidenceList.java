package dev.sekisho.server.ledger;

import dev.sekisho.server.database.ListColumn;
import dev.sekisho.server.database.ListQuery;
import dev.sekisho.server.database.ListStatement;
import dev.sekisho.server.database.Slice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The evidence that the one who acts may see, newest first. */
@Repository
@Transactional(readOnly = true)
class EvidenceList {
    static final ListStatement<RecordedEvidence> STATEMENT = new ListStatement<>(
            "pending.id, pending.recorded, pending.actor, pending.kind, pending.subject, pending.facts::text as facts",
            "ledger.pending",
            "pending.id",
            List.of(
                    ListColumn.time("recorded", "pending.recorded", "timestamptz"),
                    ListColumn.text("actor", "pending.actor"),
                    ListColumn.choice("kind", "pending.kind"),
                    new ListColumn("facts", "pending.facts::text", "text", false, true, null),
                    ListColumn.shown("subject", "pending.subject::text").filteredBy("pending.subject::text = :value"),
                    ListColumn.shown("unit", "pending.unit::text")
                            .filteredBy("pending.unit in (select scope.below(cast(:value as uuid)))")),
            EvidenceList::row);

    private final JdbcClient jdbc;

    EvidenceList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Slice<RecordedEvidence> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    void forEach(ListQuery query, Consumer<RecordedEvidence> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    /** The kinds that occur in what he may see. */
    List<String> kinds() {
        return jdbc.sql("select distinct kind from ledger.pending order by kind")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static RecordedEvidence row(ResultSet row, int number) throws SQLException {
        return new RecordedEvidence(
                row.getObject("id", UUID.class),
                row.getTimestamp("recorded").toInstant(),
                row.getString("actor"),
                row.getString("kind"),
                row.getObject("subject", UUID.class),
                row.getString("facts"));
    }
}
