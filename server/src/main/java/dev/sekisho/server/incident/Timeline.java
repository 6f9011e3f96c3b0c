package dev.sekisho.server.incident;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.server.scope.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What happened in each incident, in order. Entries are added and never changed. */
@Repository
@Transactional(readOnly = true)
class Timeline {
    private final JdbcClient jdbc;
    private final Clock clock;

    Timeline(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The entries of an incident, the earliest first. */
    List<Entry> of(UUID incident) {
        return jdbc.sql("""
                select id, kind, occurred, recorded, actor, text, change, channel, direction, counterpart
                  from incident.entry
                 where incident = :incident
                 order by occurred, id
                """).param("incident", incident).query(Timeline::row).list();
    }

    /** Writes an entry. */
    @Transactional(propagation = Propagation.MANDATORY)
    UUID add(UUID incident, NewEntry entry) {
        return insert(
                incident,
                entry.kind(),
                Objects.requireNonNullElseGet(entry.occurred(), clock::instant),
                entry.text(),
                null,
                entry);
    }

    /** Notes that the case itself changed: what, and what it became. */
    @Transactional(propagation = Propagation.MANDATORY)
    void noteChange(UUID incident, String change, String value) {
        insert(incident, EntryKind.CHANGE, clock.instant(), value, change, null);
    }

    private UUID insert(
            UUID incident,
            EntryKind kind,
            Instant occurred,
            String text,
            @Nullable String change,
            @Nullable NewEntry entry) {
        Actor actor = Actor.current();
        CommunicationChannel channel = entry == null ? null : entry.channel();
        CommunicationDirection direction = entry == null ? null : entry.direction();
        UUID id = Uuids.next();
        jdbc.sql("""
                insert into incident.entry (id, incident, kind, occurred, account, actor, text, change, channel, direction,
                                            counterpart)
                values (:id, :incident, :kind, :occurred, :account, :actor, :text, :change, :channel, :direction,
                        :counterpart)
                """)
                .param("id", id)
                .param("incident", incident)
                .param("kind", kind.name())
                .param("occurred", Timestamp.from(occurred))
                .param("account", actor.account())
                .param("actor", actor.name())
                .param("text", text)
                .param("change", change)
                .param("channel", channel == null ? null : channel.name())
                .param("direction", direction == null ? null : direction.name())
                .param("counterpart", entry == null ? null : entry.counterpart())
                .update();
        return id;
    }

    private static Entry row(ResultSet row, int number) throws SQLException {
        String channel = row.getString("channel");
        String direction = row.getString("direction");
        return new Entry(
                row.getObject("id", UUID.class),
                EntryKind.valueOf(row.getString("kind")),
                row.getTimestamp("occurred").toInstant(),
                row.getTimestamp("recorded").toInstant(),
                row.getString("actor"),
                row.getString("text"),
                row.getString("change"),
                channel == null ? null : CommunicationChannel.valueOf(channel),
                direction == null ? null : CommunicationDirection.valueOf(direction),
                row.getString("counterpart"));
    }
}
