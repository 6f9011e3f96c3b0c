package dev.sekisho.traffic.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.ReadSummary;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is in a capture, what the reader reports of it fits together. */
class CapturesTest {
    private static final Path CAPTURES = Path.of("../../../shared/captures");

    /** Adds up what is reported and checks the order of reports. */
    private static final class Ledger implements SessionSink {
        final Set<Long> open = new HashSet<>();
        final Set<Long> closed = new HashSet<>();
        final List<String> faults = new ArrayList<>();
        long exchanges;
        long connections;
        long connectionBytes;
        long sessionBytes;
        long sessionExchanges;

        @Override
        public void exchange(long session, SessionKey key, Exchange exchange) {
            exchanges++;
            see(session, "exchange");
            if (exchange.end().isBefore(exchange.start()) || exchange.bytesUp() < 0 || exchange.bytesDown() < 0) {
                faults.add("impossible " + exchange);
            }
        }

        @Override
        public void connection(long session, SessionKey key, Connection connection) {
            connections++;
            connectionBytes += connection.bytesUp() + connection.bytesDown();
            see(session, "connection");
            if (connection.end().isBefore(connection.start())) {
                faults.add("impossible " + connection);
            }
        }

        @Override
        public void closed(CommunicationSession session) {
            sessionBytes += session.bytesUp() + session.bytesDown();
            sessionExchanges += session.exchanges();
            open.remove(session.id());
            if (!closed.add(session.id())) {
                faults.add("closed twice: " + session);
            }
            if (session.connections() == 0 || session.end().isBefore(session.start())) {
                faults.add("impossible " + session);
            }
        }

        private void see(long session, String what) {
            open.add(session);
            if (closed.contains(session)) {
                faults.add(what + " after the session " + session + " was closed");
            }
        }
    }

    @Test
    void everythingReportedFitsTogether() throws IOException {
        assumeTrue(Files.isDirectory(CAPTURES), "skipped: no captures at " + CAPTURES);
        List<Path> captures;
        try (Stream<Path> files = Files.walk(CAPTURES)) {
            captures = files.filter(file -> file.toString().matches(".*\\.(pcap|pcapng|cap)(\\.gz)?"))
                    .sorted()
                    .toList();
        }
        for (Path capture : captures) {
            Ledger ledger = new Ledger();
            TrafficReader reader = new TrafficReader();

            ReadSummary summary = reader.read(List.of(capture), SessionSettings.DEFAULT, ledger, ProgressListener.NONE);

            assertThat(ledger.faults).as("faults in %s", capture.getFileName()).isEmpty();
            assertThat(ledger.open)
                    .as("sessions left open in %s", capture.getFileName())
                    .isEmpty();
            assertThat(List.of(
                            ledger.exchanges,
                            ledger.connections,
                            (long) ledger.closed.size(),
                            ledger.sessionExchanges,
                            ledger.sessionBytes))
                    .as("counts of %s", capture.getFileName())
                    .containsExactly(
                            summary.exchanges(),
                            summary.connections(),
                            summary.sessions(),
                            summary.exchanges(),
                            ledger.connectionBytes);
            assertThat(reader.unreadable()).as(capture.toString()).isEmpty();
        }
    }

    @Test
    void theSameCaptureGivesTheSameReportsInTheSameOrder() {
        Path capture = CAPTURES.resolve("malware");
        assumeTrue(Files.isDirectory(capture), "skipped: no captures at " + CAPTURES);
        String first = reports(capture);

        String second = reports(capture);

        assertThat(second).isEqualTo(first);
    }

    private static String reports(Path folder) {
        StringBuilder text = new StringBuilder();
        SessionSink sink = new SessionSink() {
            @Override
            public void closed(CommunicationSession session) {
                text.append(session).append('\n');
            }
        };
        List<Path> captures = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".pcap"))
                    .sorted()
                    .limit(12)
                    .forEach(captures::add);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        new TrafficReader().read(captures, SessionSettings.DEFAULT, sink, ProgressListener.NONE);
        return text.toString();
    }
}
