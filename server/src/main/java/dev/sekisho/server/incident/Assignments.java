package dev.sekisho.server.incident;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.scope.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who does what in each incident, and who did. */
@Repository
@Transactional(readOnly = true)
class Assignments {
    private final JdbcClient jdbc;
    private final Clock clock;

    Assignments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All of an incident, those that last first. */
    List<Assignment> of(UUID incident) {
        return jdbc.sql("""
                select id, account, name, role, began, ended, handover
                  from incident.assignment
                 where incident = :incident
                 order by ended desc nulls first,
                          array_position(array['LEAD', 'HANDLER', 'FORENSICS', 'COMMUNICATION', 'LEGAL', 'OBSERVER'], role),
                          began, id
                """).param("incident", incident).query(Assignments::row).list();
    }

    /** The one with this id that lasts. */
    Assignment current(UUID incident, UUID id) {
        return of(incident).stream()
                .filter(one -> one.id().equals(id) && one.ended() == null)
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    UUID begin(UUID incident, UUID account, String name, IncidentRole role) {
        UUID id = Uuids.next();
        jdbc.sql("""
                insert into incident.assignment (id, incident, account, name, role, began)
                values (:id, :incident, :account, :name, :role, :began)
                """)
                .param("id", id)
                .param("incident", incident)
                .param("account", account)
                .param("name", name)
                .param("role", role.name())
                .param("began", Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void end(UUID id, String handover) {
        jdbc.sql("update incident.assignment set ended = :ended, handover = :handover where id = :id and ended is null")
                .param("ended", Timestamp.from(clock.instant()))
                .param("handover", handover)
                .param("id", id)
                .update();
    }

    private static Assignment row(ResultSet row, int number) throws SQLException {
        return new Assignment(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                row.getString("name"),
                IncidentRole.valueOf(row.getString("role")),
                row.getTimestamp("began").toInstant(),
                IncidentRows.instant(row.getTimestamp("ended")),
                row.getString("handover"));
    }
}
