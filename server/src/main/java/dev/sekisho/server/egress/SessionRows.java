package dev.sekisho.server.egress;

import dev.sekisho.server.database.Uuids;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.SessionSink;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The sessions of one batch on their way into the database, all in one statement. */
final class SessionRows implements SessionSink {
    private static final String INSERT = """
            insert into egress.session (id, day, sensor, unit, client, server, address, port, protocol, started, ended,
                                        connections, exchanges, bytes_up, bytes_down, user_agent, ja4, alpn,
                                        resolved_name)
            select id, cast(? as date), ?, unit, client, server, address, port, protocol,
                   timestamptz 'epoch' + started * interval '1 microsecond',
                   timestamptz 'epoch' + ended * interval '1 microsecond',
                   connections, exchanges, bytes_up, bytes_down, user_agent, ja4, alpn, resolved_name
              from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::bigint[],
                          ?::bigint[], ?::int[], ?::int[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                          ?::text[])
                   as came (id, unit, client, server, address, port, protocol, started, ended, connections, exchanges,
                            bytes_up, bytes_down, user_agent, ja4, alpn, resolved_name)
            """;

    private static final int LONGEST_TEXT = 500;

    private final List<CommunicationSession> sessions = new ArrayList<>();

    @Override
    public void closed(CommunicationSession session) {
        sessions.add(session);
    }

    int size() {
        return sessions.size();
    }

    /** Inserts the rows; {@code unitOf} tells to which unit a client belongs. */
    void insert(Connection connection, LocalDate day, UUID sensor, Function<String, UUID> unitOf) throws SQLException {
        if (sessions.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            int place = 1;
            statement.setString(place++, day.toString());
            statement.setObject(place++, sensor);
            for (Array column : columns(connection, unitOf)) {
                statement.setArray(place++, column);
            }
            statement.executeUpdate();
        }
    }

    private List<Array> columns(Connection connection, Function<String, UUID> unitOf) throws SQLException {
        return List.of(
                connection.createArrayOf("uuid", of(UUID[]::new, session -> Uuids.next())),
                connection.createArrayOf(
                        "uuid",
                        of(UUID[]::new, session -> unitOf.apply(session.key().client()))),
                texts(connection, session -> session.key().client()),
                texts(connection, session -> session.key().server()),
                texts(connection, session -> session.key().address()),
                connection.createArrayOf(
                        "int4", of(Integer[]::new, session -> session.key().port())),
                texts(connection, session -> session.protocol().name()),
                connection.createArrayOf("int8", of(Long[]::new, session -> micros(session.start()))),
                connection.createArrayOf("int8", of(Long[]::new, session -> micros(session.end()))),
                connection.createArrayOf("int4", of(Integer[]::new, CommunicationSession::connections)),
                connection.createArrayOf("int4", of(Integer[]::new, CommunicationSession::exchanges)),
                connection.createArrayOf("int8", of(Long[]::new, CommunicationSession::bytesUp)),
                connection.createArrayOf("int8", of(Long[]::new, CommunicationSession::bytesDown)),
                texts(connection, CommunicationSession::userAgent),
                texts(connection, CommunicationSession::ja4),
                texts(connection, CommunicationSession::alpn),
                texts(connection, CommunicationSession::resolvedName));
    }

    private <T> T[] of(IntFunction<T[]> array, Function<CommunicationSession, T> value) {
        return sessions.stream().map(value).toArray(array);
    }

    private Array texts(Connection connection, Function<CommunicationSession, @Nullable String> value)
            throws SQLException {
        @Nullable String[] texts = new @Nullable String[sessions.size()];
        for (int i = 0; i < texts.length; i++) {
            String text = value.apply(sessions.get(i));
            texts[i] = text == null ? null : storable(text);
        }
        return connection.createArrayOf("text", texts);
    }

    /** Traffic can name anything: a text of the database holds no U+0000, and nobody reads more than a line. */
    static String storable(String text) {
        String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
        return cut.indexOf('\0') < 0 ? cut : cut.replace('\0', '\uFFFD');
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
