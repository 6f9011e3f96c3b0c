package dev.sekisho.traffic.export;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes sessions as CSV (RFC 4180) in UTF-8 with a header row, one line a session, in the order in which they close.
 *
 * <p>Text that a spreadsheet would take for a formula is defused by an apostrophe before it. What is not known is empty.
 * A failure of the output surfaces as {@link UncheckedIOException} out of the call that met it. Used by one thread.
 */
public final class SessionCsvWriter implements SessionSink, Closeable {
    private static final int FLUSH_AT = 1 << 15;

    private static final String HEADER = "client,server,address,port,protocol,start,end,connections,exchanges,bytesUp,"
            + "bytesDown,userAgent,ja3,ja4,alpn,resolvedName\r\n";

    private final OutputStream output;
    private final StringBuilder text = new StringBuilder(FLUSH_AT + 4096).append(HEADER);
    private final JsonText time = new JsonText(64);

    /** Writes to {@code output}, which {@link #close} flushes and does not close. */
    public SessionCsvWriter(OutputStream output) {
        this.output = output;
    }

    @Override
    public void closed(CommunicationSession session) {
        SessionKey key = session.key();
        text(key.client());
        text(key.server());
        text(key.address());
        number(key.port());
        text(session.protocol().name());
        time(session.start());
        time(session.end());
        number(session.connections());
        number(session.exchanges());
        number(session.bytesUp());
        number(session.bytesDown());
        text(session.userAgent());
        text(session.ja3());
        text(session.ja4());
        text(session.alpn());
        text(session.resolvedName());
        text.setLength(text.length() - 1);
        text.append("\r\n");
        if (text.length() >= FLUSH_AT) {
            try {
                flush();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write sessions", e);
            }
        }
    }

    /** Writes what is held back. */
    @Override
    public void close() throws IOException {
        flush();
        output.flush();
    }

    private void flush() throws IOException {
        output.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    private void number(long value) {
        text.append(value).append(',');
    }

    private void time(Instant instant) {
        time.clear();
        time.bareTime(instant);
        text.append(new String(time.toArray(), StandardCharsets.US_ASCII)).append(',');
    }

    private void text(@Nullable String value) {
        if (value != null) {
            String safe = isFormula(value) ? "'" + value : value;
            if (needsQuotes(safe)) {
                text.append('"').append(safe.replace("\"", "\"\"")).append('"');
            } else {
                text.append(safe);
            }
        }
        text.append(',');
    }

    /** Whether a spreadsheet would run it: these first characters begin a formula in one or another program. */
    private static boolean isFormula(String value) {
        if (value.isEmpty()) {
            return false;
        }
        return switch (value.charAt(0)) {
            case '=', '+', '-', '@', '\t', '\r', '\n' -> true;
            default -> false;
        };
    }

    private static boolean needsQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\r' || c == '\n') {
                return true;
            }
        }
        return false;
    }
}
