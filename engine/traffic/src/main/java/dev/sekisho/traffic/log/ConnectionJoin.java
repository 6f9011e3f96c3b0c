package dev.sekisho.traffic.log;

import dev.sekisho.traffic.CertificateFacts;
import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.SessionSettings;
import dev.sekisho.traffic.TlsFacts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings together the lines that speak of one connection. Requests and handshakes wait, by the connection's id, for the
 * line that tells the whole connection, which logs write last; requests that have waited for
 * {@value #LONGEST_WAIT_SECONDS} s, or for whom memory is short, go ahead without it.
 */
final class ConnectionJoin {
    /** How long the requests of a connection wait for its end. */
    static final long LONGEST_WAIT_SECONDS = 3600;

    private static final int MAX_CERTIFICATES = 8192;

    private final LogExchanges exchanges;
    private final Losses losses;
    private final int maxWaitingRequests;
    private final int maxConnections;
    private final LinkedHashMap<String, Waiting> connections = new LinkedHashMap<>();
    private final Map<String, CertificateFacts> certificates = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CertificateFacts> eldest) {
            return size() > MAX_CERTIFICATES;
        }
    };
    private int waitingRequests;
    private boolean wholeConnectionsTold;

    ConnectionJoin(SessionSettings settings, LogExchanges exchanges, Losses losses) {
        this.exchanges = exchanges;
        this.losses = losses;
        this.maxWaitingRequests = Math.clamp(settings.memoryBytes() / 4 / 1024, 64, 1 << 20);
        this.maxConnections = Math.clamp(settings.memoryBytes() / 8 / 256, 64, 1 << 20);
    }

    /** What waits for the end of one connection. */
    static final class Waiting {
        final String id;
        final LogEvent.Ends ends;
        final long sinceNanos;
        final List<LogEvent.HttpSeen> requests = new ArrayList<>(1);
        LogEvent.@Nullable TlsSeen handshake;
        /** Requests that went ahead. */
        int told;

        Waiting(String id, LogEvent.Ends ends, long sinceNanos) {
            this.id = id;
            this.ends = ends;
            this.sinceNanos = sinceNanos;
        }
    }

    /** Whether whole connections should come next, because too much waits for them. */
    boolean isCrowded() {
        return waitingRequests > maxWaitingRequests / 2;
    }

    void accept(LogEvent event) {
        switch (event) {
            case LogEvent.ConnectionSeen whole -> end(whole);
            case LogEvent.HttpSeen request -> {
                waiting(request.id(), request.ends(), request.nanos()).requests.add(request);
                waitingRequests++;
                relieve(request.nanos());
            }
            case LogEvent.TlsSeen handshake -> {
                Waiting waiting = waiting(handshake.id(), handshake.ends(), handshake.nanos());
                waiting.handshake = waiting.handshake == null ? handshake : merge(waiting.handshake, handshake);
                relieve(handshake.nanos());
            }
            case LogEvent.CertificateSeen certificate ->
                certificates.put(certificate.fingerprint(), certificate.facts());
            case LogEvent.AnswerSeen answer -> exchanges.answer(answer);
            case LogEvent.ProxyTransaction transaction -> exchanges.transaction(transaction);
        }
    }

    /** Tells everything that still waits. */
    void end() {
        for (Waiting waiting : connections.values()) {
            exchanges.unfinished(waiting, facts(waiting));
        }
        connections.clear();
        waitingRequests = 0;
    }

    private Waiting waiting(String id, LogEvent.Ends ends, long nanos) {
        Waiting waiting = connections.get(id);
        if (waiting == null) {
            waiting = new Waiting(id, ends, nanos);
            connections.put(id, waiting);
        }
        return waiting;
    }

    private void end(LogEvent.ConnectionSeen whole) {
        wholeConnectionsTold = true;
        Waiting waiting = connections.remove(whole.id());
        if (waiting != null) {
            waitingRequests -= waiting.requests.size();
        }
        exchanges.connection(whole, waiting, waiting == null ? null : facts(waiting));
        relieve(whole.nanos());
    }

    /** Lets the longest waiting go, as far as time and memory ask for it. */
    private void relieve(long nanos) {
        long patience = nanos - LONGEST_WAIT_SECONDS * 1_000_000_000L;
        while (waitingRequests > maxWaitingRequests || connections.size() > maxConnections || isOverdue(patience)) {
            Iterator<Waiting> eldest = connections.values().iterator();
            if (!eldest.hasNext()) {
                return;
            }
            Waiting waiting = eldest.next();
            eldest.remove();
            waitingRequests -= waiting.requests.size();
            letGo(waiting, nanos);
        }
    }

    private boolean isOverdue(long patience) {
        Map.Entry<String, Waiting> eldest = connections.firstEntry();
        return eldest != null && eldest.getValue().sinceNanos < patience;
    }

    /** Tells the requests and keeps the rest in a new place at the end of the queue, unless the end will never come. */
    private void letGo(Waiting waiting, long nanos) {
        if (!wholeConnectionsTold) {
            exchanges.unfinished(waiting, facts(waiting));
            return;
        }
        if (connections.size() >= maxConnections) {
            losses.add(Losses.Reason.EVICTED_CONNECTION);
            exchanges.unfinished(waiting, facts(waiting));
            return;
        }
        exchanges.requestsAhead(waiting);
        Waiting rest = new Waiting(waiting.id, waiting.ends, nanos);
        rest.handshake = waiting.handshake;
        rest.told = waiting.told + waiting.requests.size();
        connections.put(rest.id, rest);
    }

    private static LogEvent.TlsSeen merge(LogEvent.TlsSeen first, LogEvent.TlsSeen second) {
        TlsFacts a = first.facts();
        TlsFacts b = second.facts();
        TlsFacts both = new TlsFacts(
                a.serverName() != null ? a.serverName() : b.serverName(),
                a.alpn().isEmpty() ? b.alpn() : a.alpn(),
                Math.max(a.offeredVersion(), b.offeredVersion()),
                a.ja3() != null ? a.ja3() : b.ja3(),
                a.ja4() != null ? a.ja4() : b.ja4(),
                Math.max(a.negotiatedVersion(), b.negotiatedVersion()),
                Math.max(a.cipher(), b.cipher()),
                a.chosenAlpn() != null ? a.chosenAlpn() : b.chosenAlpn(),
                a.ja3s() != null ? a.ja3s() : b.ja3s(),
                a.resumed() || b.resumed(),
                a.certificate() != null ? a.certificate() : b.certificate(),
                a.encryptedClientHello() || b.encryptedClientHello());
        return new LogEvent.TlsSeen(
                first.id(),
                first.ends(),
                first.nanos(),
                first.protocol() == Protocol.QUIC ? Protocol.QUIC : second.protocol(),
                both,
                first.certificates().isEmpty() ? second.certificates() : first.certificates());
    }

    /** The handshake's facts with its certificate, once that is known. */
    private @Nullable TlsFacts facts(Waiting waiting) {
        LogEvent.TlsSeen handshake = waiting.handshake;
        if (handshake == null) {
            return null;
        }
        TlsFacts facts = handshake.facts();
        List<String> chain = handshake.certificates();
        CertificateFacts own = chain.isEmpty() ? null : certificates.get(chain.getFirst());
        if (own == null) {
            return facts;
        }
        CertificateFacts certificate = new CertificateFacts(
                own.subject(),
                own.issuer(),
                own.subjectCommonName(),
                own.names(),
                own.notBefore(),
                own.notAfter(),
                chain.size(),
                own.selfSigned(),
                own.sha256());
        return new TlsFacts(
                facts.serverName(),
                facts.alpn(),
                facts.offeredVersion(),
                facts.ja3(),
                facts.ja4(),
                facts.negotiatedVersion(),
                facts.cipher(),
                facts.chosenAlpn(),
                facts.ja3s(),
                facts.resumed(),
                certificate,
                facts.encryptedClientHello());
    }
}
