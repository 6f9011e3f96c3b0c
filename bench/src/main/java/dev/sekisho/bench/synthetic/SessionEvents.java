package dev.sekisho.bench.synthetic;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.CommunicationSession;
import dev.sekisho.traffic.Connection;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.Opening;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionKey;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.SessionSink;
import dev.sekisho.traffic.TlsFacts;
import dev.sekisho.traffic.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns planned exchanges into session events. */
final class SessionEvents implements ExchangeSink {
    private static final long SILENCE = SessionSettings.DEFAULT.sessionSilence().toNanos();
    private static final long SWEEP = 600 * Actor.SECOND;
    private static final int SEGMENT = TcpFrame.SEGMENT;

    private final SessionSink sink;
    private final Map<Long, Pair> pairs = new LinkedHashMap<>();
    private long sessions;
    private long nextSweep = Long.MIN_VALUE;
    private int ports;

    SessionEvents(SessionSink sink) {
        this.sink = sink;
    }

    /** A pair's open session and connection. */
    private static final class Pair {
        final long session;
        final SessionKey key;
        final PlannedExchange first;
        final long start;
        long connectionStart;
        long busyUntil;
        int clientPort;
        int connections;
        int exchanges;
        int connectionExchanges;
        long up;
        long down;
        long connectionUp;
        long connectionDown;

        Pair(long session, SessionKey key, PlannedExchange first) {
            this.session = session;
            this.key = key;
            this.first = first;
            this.start = first.nanos();
            this.busyUntil = first.nanos();
        }
    }

    @Override
    public void exchange(PlannedExchange planned) {
        long id = ((long) planned.client() << 32) | (planned.server().address() & 0xffff_ffffL);
        Pair pair = pairs.get(id);
        if (pair != null && planned.nanos() - pair.busyUntil > SILENCE) {
            close(pairs.remove(id));
            pair = null;
        }
        if (pair == null) {
            SyntheticServer server = planned.server();
            String client = SyntheticServer.dotted(SyntheticDay.FIRST_CLIENT + planned.client());
            pair = new Pair(++sessions, new SessionKey(client, server.name(), server.dotted(), server.port()), planned);
            pairs.put(id, pair);
        }
        long start = Math.max(planned.nanos(), pair.busyUntil);
        if (pair.connectionExchanges > 0
                && start - pair.busyUntil > planned.server().keepAlive().toNanos()) {
            endConnection(pair);
        }
        if (pair.connectionExchanges == 0) {
            pair.connectionStart = start;
            pair.clientPort = 32_768 + ports++ % 28_000;
            pair.connections++;
            start += FrameEvents.openingNanos(planned.server().protocol() == Protocol.TLS);
        }
        report(pair, planned, start);
    }

    private void report(Pair pair, PlannedExchange planned, long start) {
        boolean tls = planned.server().protocol() == Protocol.TLS;
        long up = TlsRecords.size(tls, planned.requestHead().length() + planned.requestBody());
        long down = TlsRecords.size(tls, planned.responseHead().length() + planned.responseBody());
        long answer = start + planned.answerNanos();
        long end = answer + FrameEvents.transferNanos(down);
        pair.busyUntil = end;
        pair.exchanges++;
        pair.connectionExchanges++;
        pair.up += up;
        pair.down += down;
        pair.connectionUp += up;
        pair.connectionDown += down;
        sink.exchange(
                pair.session,
                pair.key,
                new Exchange(
                        instant(start),
                        instant(answer),
                        instant(end),
                        up,
                        down,
                        tls ? null : request(planned),
                        tls ? null : response(planned)));
    }

    private static HttpRequest request(PlannedExchange planned) {
        boolean posts = planned.requestBody() > 0;
        List<String> names = new ArrayList<>(List.of("Host", "User-Agent", "Accept"));
        if (!planned.referer().isEmpty()) {
            names.add("Referer");
        }
        if (posts) {
            names.add("Content-Type");
            names.add("Content-Length");
        }
        return new HttpRequest(
                planned.method(),
                planned.path(),
                "1.1",
                planned.server().name(),
                planned.userAgent(),
                planned.referer().isEmpty() ? null : planned.referer(),
                posts ? "application/octet-stream" : null,
                names,
                false,
                false,
                null,
                null,
                planned.requestBody(),
                posts ? 7.8 : 0,
                posts ? BodyType.BINARY : BodyType.EMPTY);
    }

    private static HttpResponse response(PlannedExchange planned) {
        boolean full = planned.status() == 200;
        List<String> names = full ? List.of("Server", "Content-Type", "Content-Length") : List.of("Server");
        return new HttpResponse(
                planned.status(),
                "1.1",
                full ? planned.contentType() : null,
                null,
                "synthetic",
                null,
                names,
                false,
                false,
                planned.responseBody(),
                planned.responseBody() > 0 ? 7.8 : 0,
                planned.responseBody() > 0 ? BodyType.BINARY : BodyType.EMPTY);
    }

    private void endConnection(Pair pair) {
        boolean tls = pair.first.server().protocol() == Protocol.TLS;
        long handshakeUp = tls ? TlsRecords.HANDSHAKE_UP : 0;
        long handshakeDown = tls ? TlsRecords.HANDSHAKE_DOWN : 0;
        sink.connection(
                pair.session,
                pair.key,
                new Connection(
                        Transport.TCP,
                        pair.first.server().protocol(),
                        instant(pair.connectionStart),
                        instant(pair.busyUntil),
                        pair.clientPort,
                        pair.key.port(),
                        3 + pair.connectionExchanges + pair.connectionUp / SEGMENT,
                        2 + pair.connectionExchanges + pair.connectionDown / SEGMENT,
                        pair.connectionUp + handshakeUp,
                        pair.connectionDown + handshakeDown,
                        pair.connectionExchanges,
                        true,
                        false,
                        Connection.Ending.CLOSED,
                        tls ? Fingerprint.of(pair.first) : null,
                        Opening.EMPTY,
                        Opening.EMPTY));
        pair.connectionExchanges = 0;
        pair.connectionUp = 0;
        pair.connectionDown = 0;
    }

    private void close(@Nullable Pair pair) {
        if (pair == null) {
            return;
        }
        endConnection(pair);
        boolean tls = pair.first.server().protocol() == Protocol.TLS;
        TlsFacts facts = tls ? Fingerprint.of(pair.first) : null;
        sink.closed(new CommunicationSession(
                pair.session,
                pair.key,
                pair.first.server().protocol(),
                instant(pair.start),
                instant(pair.busyUntil),
                pair.connections,
                pair.exchanges,
                pair.up + (tls ? (long) TlsRecords.HANDSHAKE_UP * pair.connections : 0),
                pair.down + (tls ? (long) TlsRecords.HANDSHAKE_DOWN * pair.connections : 0),
                tls ? null : pair.first.userAgent(),
                facts == null ? null : facts.ja3(),
                facts == null ? null : facts.ja4(),
                facts == null ? null : facts.alpn().getFirst(),
                null));
    }

    @Override
    public void reached(long nanos) {
        if (nanos < nextSweep) {
            return;
        }
        nextSweep = nanos + SWEEP;
        for (Iterator<Pair> open = pairs.values().iterator(); open.hasNext(); ) {
            Pair pair = open.next();
            if (nanos - pair.busyUntil > SILENCE) {
                open.remove();
                close(pair);
            }
        }
    }

    @Override
    public void finish() {
        pairs.values().forEach(this::close);
        pairs.clear();
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(nanos / Actor.SECOND, nanos % Actor.SECOND);
    }
}
