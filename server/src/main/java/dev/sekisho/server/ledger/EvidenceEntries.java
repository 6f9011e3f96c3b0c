package dev.sekisho.server.ledger;

import dev.sekisho.ledger.entry.EntrySalt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Evidence with its salts, as entries of the log. */
@Repository
class EvidenceEntries {
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
    private static final String SELECT = """
            select id, recorded, account, actor, kind, unit, subject, facts::text as facts, salt, place
              from ledger.evidence
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    EvidenceEntries(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** What waits for a place, in the order of ids, which is that of time. */
    List<WaitingEvidence> waiting(int most) {
        return jdbc
                .sql(SELECT + " where place is null order by id limit :most")
                .param("most", most)
                .query(this::row)
                .stream()
                .map(evidence -> new WaitingEvidence(evidence.id(), evidence.entry()))
                .toList();
    }

    /** One, if the one who acts may see it. */
    Optional<SealedEvidence> find(UUID id) {
        return jdbc.sql(SELECT + " where id = :id")
                .param("id", id)
                .query(this::row)
                .optional();
    }

    private SealedEvidence row(ResultSet row, int number) throws SQLException {
        long place = row.getLong("place");
        boolean waits = row.wasNull();
        return new SealedEvidence(
                row.getObject("id", UUID.class),
                row.getTimestamp("recorded").toInstant(),
                row.getObject("account", UUID.class),
                row.getString("actor"),
                row.getString("kind"),
                row.getObject("unit", UUID.class),
                row.getObject("subject", UUID.class),
                json.readValue(row.getString("facts"), FACTS),
                EntrySalt.of(row.getBytes("salt")),
                waits ? null : place);
    }
}
