package dev.sekisho.traffic.log;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps everything that is reported, and checks that nothing of a session comes after its end. */
final class RecordedSessions implements SessionSink {
    final List<Exchange> exchanges = new ArrayList<>();
    final List<SessionKey> exchangeKeys = new ArrayList<>();
    final List<Connection> connections = new ArrayList<>();
    final List<SessionKey> connectionKeys = new ArrayList<>();
    final List<CommunicationSession> sessions = new ArrayList<>();
    final List<String> answers = new ArrayList<>();
    private final Set<Long> closed = new HashSet<>();
    ReadSummary summary = new ReadSummary(0, 0, 0, 0, 0, 0, new Losses());

    static RecordedSessions read(SessionSettings settings, Path... inputs) {
        RecordedSessions recorded = new RecordedSessions();
        recorded.summary = new LogReader(settings, recorded).read(List.of(inputs));
        return recorded;
    }

    static RecordedSessions read(Path... inputs) {
        return read(SessionSettings.DEFAULT, inputs);
    }

    static Path write(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    long malformed() {
        return summary.losses().count(Losses.Reason.MALFORMED_LOG_LINE);
    }

    private void mustBeOpen(long session) {
        if (closed.contains(session)) {
            throw new AssertionError("session " + session + " was reported after its end");
        }
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        mustBeOpen(session);
        exchanges.add(exchange);
        exchangeKeys.add(key);
    }

    @Override
    public void connection(long session, SessionKey key, Connection connection) {
        mustBeOpen(session);
        connections.add(connection);
        connectionKeys.add(key);
    }

    @Override
    public void closed(CommunicationSession session) {
        mustBeOpen(session.id());
        closed.add(session.id());
        sessions.add(session);
    }

    @Override
    public void resolved(String client, String name, String address, Instant time) {
        answers.add(client + " " + name + " " + address);
    }
}
