package dev.sekisho.server.ledger;

import dev.sekisho.server.console.SearchWords;
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

/** The evidence that the one who acts may see, newest first. */
@Repository
@Transactional(readOnly = true)
class EvidenceList {
    static final ListStatement<RecordedEvidence> STATEMENT = new ListStatement<>(
                    """
            evidence.id, evidence.recorded, evidence.actor, evidence.kind, evidence.unit, evidence.subject,
            evidence.facts::text as facts, evidence.place""",
                    "ledger.evidence",
                    "evidence.id",
                    List.of(
                            ListColumn.time("recorded", "evidence.recorded", "timestamptz"),
                            ListColumn.text("actor", "evidence.actor"),
                            ListColumn.choice("kind", "evidence.kind"),
                            new ListColumn("facts", "evidence.facts::text", "text", false, true, null),
                            ListColumn.shown("subject", "evidence.subject::text")
                                    .filteredBy("evidence.subject::text = :value"),
                            ListColumn.shown("place", "evidence.place"),
                            ListColumn.shown("unit", "evidence.unit::text")
                                    .filteredBy("evidence.unit in (select scope.below(cast(:value as uuid)))")),
                    EvidenceList::row)
            .narrowedBy("evidence.unit", EvidencePermissions.READ);

    private final JdbcClient jdbc;
    private final EvidenceEntries entries;

    EvidenceList(JdbcClient jdbc, EvidenceEntries entries) {
        this.jdbc = jdbc;
        this.entries = entries;
    }

    /** One with all that proves it. */
    @Transactional(readOnly = true)
    SealedEvidence get(UUID id) {
        return entries.find(id).orElseThrow(Refusal::notFound);
    }

    /** Whether the one who acts has a permission on the whole group, and so on everything that is in the log. */
    @Transactional(readOnly = true)
    boolean holdsOnGroup(String permission) {
        return jdbc.sql("select scope.holds(:permission, '00000000-0000-7000-8000-000000000001')")
                .param("permission", permission)
                .query(Boolean.class)
                .single();
    }

    Slice<RecordedEvidence> slice(ListQuery query) {
        return STATEMENT.slice(jdbc, query);
    }

    int count(ListQuery query) {
        return STATEMENT.count(jdbc, query);
    }

    /** Evidence that all words fit, newest first, at most so much. */
    List<RecordedEvidence> search(SearchWords words, int most) {
        return jdbc.sql(STATEMENT.base() + """

                 where evidence.id in (select ledger.search_evidence(cast(:patterns as text[]), :most))
                 order by evidence.recorded desc
                """)
                .param("patterns", words.patterns())
                .param("most", most)
                .query(EvidenceList::row)
                .list();
    }

    void forEach(ListQuery query, Consumer<RecordedEvidence> sink) {
        STATEMENT.forEach(jdbc, query, sink);
    }

    /** The kinds of evidence that there are. */
    List<String> kinds() {
        return jdbc.sql("select kind from ledger.kinds() as kind order by kind")
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static RecordedEvidence row(ResultSet row, int number) throws SQLException {
        return new RecordedEvidence(
                row.getObject("id", UUID.class),
                row.getTimestamp("recorded").toInstant(),
                row.getString("actor"),
                row.getString("kind"),
                row.getObject("unit", UUID.class),
                "",
                row.getObject("subject", UUID.class),
                row.getString("facts"),
                row.getObject("place", Long.class));
    }
}
