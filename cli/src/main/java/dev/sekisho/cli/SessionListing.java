package dev.sekisho.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes sessions as lines of a table for people, in the order in which they end. */
final class SessionListing implements SessionSink, Closeable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final OutputStream output;
    private boolean begun;

    /** Writes to {@code output}, which stays open. */
    SessionListing(OutputStream output) {
        this.output = output;
    }

    @Override
    public void closed(CommunicationSession session) {
        begin();
        SessionKey key = session.key();
        String server = key.server().indexOf(':') < 0 ? key.server() : "[" + key.server() + "]";
        write(
                TIME.format(session.start()),
                Quantity.duration(Duration.between(session.start(), session.end())),
                TerminalText.of(key.client()),
                session.protocol().name(),
                Quantity.count(session.exchanges()),
                Quantity.size(session.bytesUp()),
                Quantity.size(session.bytesDown()),
                TerminalText.of(server) + ":" + key.port());
    }

    @Override
    public void close() throws IOException {
        begin();
        output.flush();
    }

    private void begin() {
        if (!begun) {
            begun = true;
            write("START (UTC)", "LASTED", "CLIENT", "PROTOCOL", "EXCHANGES", "UP", "DOWN", "SERVER");
        }
    }

    private void write(Object... cells) {
        try {
            output.write(String.format(Locale.ROOT, "%-19s  %10s  %-15s  %-8s  %9s  %8s  %8s  %s%n", cells)
                    .getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write sessions", e);
        }
    }
}
