package dev.sekisho.traffic.export;

import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/**
 * Writes sessions as lines of JSON, one object a session, in the order in which they close.
 *
 * <p>With exchanges, those of a session that is still open wait in memory up to a bound shared by all sessions, and
 * beyond it in a temporary file. A failure of the output surfaces as {@link UncheckedIOException} out of the call that
 * met it. Used by one thread.
 */
public final class SessionJsonWriter implements SessionSink, Closeable {
    private static final int FLUSH_AT_BYTES = 1 << 16;

    private final OutputStream output;
    private final JsonText text = new JsonText(FLUSH_AT_BYTES + 4096);
    private final boolean withExchanges;
    private final ExchangeStore store;

    /** Writes to {@code output}, which {@link #close} flushes and does not close. */
    public SessionJsonWriter(OutputStream output, boolean withExchanges) {
        this(output, withExchanges, ExchangeStore.DEFAULT_MEMORY_BYTES);
    }

    SessionJsonWriter(OutputStream output, boolean withExchanges, long memoryBytes) {
        this.output = output;
        this.withExchanges = withExchanges;
        this.store = new ExchangeStore(memoryBytes);
    }

    @Override
    public void exchange(long session, SessionKey key, Exchange exchange) {
        if (!withExchanges) {
            return;
        }
        JsonText entry = store.entry();
        append(entry, exchange);
        try {
            store.add(session);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep exchanges of open sessions in a temporary file", e);
        }
    }

    @Override
    public void closed(CommunicationSession session) {
        append(text, session);
        try {
            if (withExchanges) {
                text.raw(",\"exchangeList\":[");
                text.writeTo(output);
                text.clear();
                store.moveTo(session.id(), output);
                text.raw(']');
            }
            text.raw("}\n");
            if (text.length() >= FLUSH_AT_BYTES) {
                text.writeTo(output);
                text.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write sessions", e);
        }
    }

    /** Writes what is held back. */
    @Override
    public void close() throws IOException {
        try {
            text.writeTo(output);
            text.clear();
            output.flush();
        } finally {
            store.close();
        }
    }

    private static void append(JsonText to, CommunicationSession session) {
        SessionKey key = session.key();
        to.raw("{\"client\":").string(key.client());
        to.raw(",\"server\":").string(key.server());
        to.raw(",\"address\":").string(key.address());
        to.raw(",\"port\":").number(key.port());
        to.raw(",\"protocol\":").string(session.protocol().name());
        to.raw(",\"start\":").time(session.start());
        to.raw(",\"end\":").time(session.end());
        to.raw(",\"connections\":").number(session.connections());
        to.raw(",\"exchanges\":").number(session.exchanges());
        to.raw(",\"bytesUp\":").number(session.bytesUp());
        to.raw(",\"bytesDown\":").number(session.bytesDown());
        to.raw(",\"userAgent\":").string(session.userAgent());
        to.raw(",\"ja3\":").string(session.ja3());
        to.raw(",\"ja4\":").string(session.ja4());
        to.raw(",\"alpn\":").string(session.alpn());
        to.raw(",\"resolvedName\":").string(session.resolvedName());
    }

    private static void append(JsonText to, Exchange exchange) {
        HttpRequest request = exchange.request();
        HttpResponse response = exchange.response();
        to.raw("{\"time\":").time(exchange.start());
        to.raw(",\"responseTime\":").time(exchange.responseStart());
        to.raw(",\"end\":").time(exchange.end());
        to.raw(",\"requestBytes\":").number(exchange.bytesUp());
        to.raw(",\"responseBytes\":").number(exchange.bytesDown());
        to.raw(",\"method\":").string(request == null ? null : request.method());
        to.raw(",\"host\":").string(request == null ? null : request.host());
        to.raw(",\"path\":").string(request == null ? null : request.target());
        if (response == null) {
            to.raw(",\"status\":null");
        } else {
            to.raw(",\"status\":").number(response.status());
        }
        if (request != null) {
            to.raw(",\"userAgent\":").string(request.userAgent());
            to.raw(",\"referer\":").string(request.referer());
            to.raw(",\"requestType\":").string(request.contentType());
            to.raw(",\"requestBodyBytes\":").number(request.bodyBytes());
        }
        if (response != null) {
            to.raw(",\"responseType\":").string(response.contentType());
            to.raw(",\"responseBodyBytes\":").number(response.bodyBytes());
        }
        to.raw('}');
    }
}
