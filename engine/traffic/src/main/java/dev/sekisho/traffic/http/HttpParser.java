package dev.sekisho.traffic.http;

import dev.sekisho.traffic.Losses;
import dev.sekisho.traffic.Protocol;
import dev.sekisho.traffic.address.Authority;
import dev.sekisho.traffic.stream.ConnectionEvents;
import dev.sekisho.traffic.stream.StreamParser;
import dev.sekisho.traffic.stream.TurnTaking;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection that speaks HTTP/0.9, 1.0 or 1.1 (RFC 9110, RFC 9112) and pairs its requests with their responses.
 *
 * <ul>
 *   <li>Requests may be pipelined, up to {@value #MAX_PENDING} of them; beyond, the oldest counts as unanswered.
 *   <li>Interim responses (1xx) belong to the exchange of the final response. An upgrade to HTTP/2 in clear counts as
 *       one too: the final response of the exchange is then the one that comes in HTTP/2.
 *   <li>After a successful CONNECT, what the tunnel carries goes to another parser; after any other upgrade its content
 *       becomes exchanges by turn-taking.
 *   <li>Bytes that belong to no message become exchanges without request and response, by turn-taking.
 * </ul>
 */
public final class HttpParser implements StreamParser {
    /** Most requests that wait for their responses. */
    public static final int MAX_PENDING = 128;

    /** Most bytes of the client that are kept until the answer to CONNECT or an upgrade decides what they are. */
    public static final int MAX_UNDECIDED_BYTES = 16 * 1024;

    private static final long ANNOUNCED = 1;
    private static final long REQUESTS_LOST = 2;
    private static final long RESPONSES_LOST = 4;
    private static final long OPAQUE = 8;

    private final ConnectionEvents events;
    private final MessageReader requests;
    private final MessageReader responses;
    private final TurnTaking loose;
    private final ArrayDeque<PendingExchange> pending = new ArrayDeque<>(2);
    private final HeldBytes undecided = new HeldBytes(MAX_UNDECIDED_BYTES);

    private boolean announced;
    /** Whether the connection was upgraded to something that is not read. */
    private boolean opaque;
    /** Whether the client waits for the answer to CONNECT or an upgrade, and what it sends meanwhile is kept. */
    private boolean deciding;
    /** Whether a gap may have swallowed the answers to all that is pending. */
    private boolean answersLost;

    /** Whether the response under way is the one that switches protocols. */
    private boolean switching;

    private @Nullable PendingExchange asking;
    private @Nullable PendingExchange answering;
    private @Nullable StreamParser inner;

    public HttpParser(ConnectionEvents events) {
        this(events, 0);
    }

    /** A parser that goes on where another one stopped with {@code parked} as its answer to {@link #park}. */
    public HttpParser(ConnectionEvents events, long parked) {
        this.events = events;
        loose = new TurnTaking(events);
        MessageReader.Owner owner = new Messages();
        requests = new MessageReader(owner, true);
        responses = new MessageReader(owner, false);
        announced = (parked & ANNOUNCED) != 0;
        opaque = (parked & OPAQUE) != 0;
        if ((parked & REQUESTS_LOST) != 0) {
            requests.searchFromHere();
        }
        if ((parked & RESPONSES_LOST) != 0) {
            responses.searchFromHere();
        }
    }

    @Override
    public void data(boolean fromClient, byte[] bytes, int offset, int length, long nanos) {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (inner != null) {
                inner.data(fromClient, bytes, at, end - at, nanos);
                return;
            }
            if (opaque) {
                loose.bytes(fromClient, end - at, nanos);
                return;
            }
            at += fromClient && deciding
                    ? keep(bytes, at, end - at, nanos)
                    : (fromClient ? requests : responses).read(bytes, at, end - at, nanos);
        }
    }

    @Override
    public void gap(boolean fromClient, long length, long nanos) {
        long rest = length;
        while (rest > 0) {
            if (inner != null) {
                inner.gap(fromClient, rest, nanos);
                return;
            }
            if (opaque) {
                loose.bytes(fromClient, rest, nanos);
                return;
            }
            if (fromClient && deciding) {
                decide(nanos);
                continue;
            }
            rest -= (fromClient ? requests : responses).gap(rest, nanos);
            answersLost |= !fromClient && responses.isLost() && !pending.isEmpty();
        }
    }

    @Override
    public void endOf(boolean fromClient, long nanos) {
        if (inner != null) {
            inner.endOf(fromClient, nanos);
        } else if (!opaque && !(fromClient && deciding)) {
            (fromClient ? requests : responses).finish();
        }
    }

    @Override
    public void end(long nanos) {
        if (inner != null) {
            inner.end(nanos);
            return;
        }
        if (!opaque) {
            requests.finish();
            responses.finish();
            reportPending();
            loose.bytes(true, undecided.length(), undecided.nanos());
            undecided.clear();
        }
        loose.flush();
    }

    @Override
    public long park() {
        boolean between = requests.isIdle() && responses.isIdle() && pending.isEmpty() && !deciding;
        if (inner != null || !(opaque || between)) {
            return NOT_PARKABLE;
        }
        loose.flush();
        return (announced ? ANNOUNCED : 0)
                | (opaque ? OPAQUE : 0)
                | (requests.isLost() ? REQUESTS_LOST : 0)
                | (responses.isLost() ? RESPONSES_LOST : 0);
    }

    /** Keeps what the client sends before it is known what it is. */
    private int keep(byte[] bytes, int offset, int length, long nanos) {
        int taken = undecided.add(bytes, offset, length, nanos);
        PendingExchange last = pending.peekLast();
        boolean tlsBegins = undecided.length() >= 2
                && undecided.bytes()[0] == 0x16
                && undecided.bytes()[1] == 3;
        if (undecided.isFull() || (tlsBegins && last != null && last.requestMethodIs("CONNECT"))) {
            decide(nanos);
        }
        return taken;
    }

    /** Decides without having seen the whole answer: CONNECT is taken as successful unless refused, an upgrade as not. */
    private void decide(long nanos) {
        PendingExchange last = pending.peekLast();
        if (last != null && last.requestMethodIs("CONNECT") && last.response == null) {
            openTunnel(last, nanos);
        } else {
            resumeRequests(nanos);
        }
    }

    private void resumeRequests(long nanos) {
        deciding = false;
        requests.restart();
        byte[] bytes = undecided.bytes();
        int length = undecided.length();
        undecided.clear();
        data(true, bytes, 0, length, nanos);
    }

    private void openTunnel(PendingExchange connect, long nanos) {
        MessageHead request = connect.request;
        if (request == null) {
            return;
        }
        if (request.forwardedFor != null || request.proxyUser != null) {
            events.onBehalfOf(request.forwardedFor, request.proxyUser);
        }
        String text = request.targetAuthority;
        Authority target = text == null ? null : Authority.parse(text);
        if (target != null) {
            events.tunnel(target.host(), target.port());
        }
        requests.finish();
        responses.finish();
        reportPending();
        handOver(events.inner(), nanos);
    }

    /** Gives what follows to {@code successor}, beginning with what the client has sent already. */
    private void handOver(StreamParser successor, long nanos) {
        inner = successor;
        stopReading(nanos);
    }

    private void becomeOpaque(long nanos) {
        opaque = true;
        stopReading(nanos);
    }

    private void stopReading(long nanos) {
        loose.flush();
        deciding = false;
        requests.stop();
        responses.stop();
        byte[] bytes = undecided.bytes();
        int length = undecided.length();
        undecided.clear();
        data(true, bytes, 0, length, nanos);
    }

    private void upgrade(PendingExchange exchange, long nanos) {
        requests.finish();
        if (upgradesToHttp2(exchange)) {
            pending.remove(exchange);
            reportPending();
            exchange.responseDone = false;
            handOver(Http2Parser.upgraded(events, exchange), nanos);
            return;
        }
        MessageHead request = exchange.request;
        reportPending();
        if (request != null && request.upgrade != null && request.upgrade.equalsIgnoreCase("websocket")) {
            becomeOpaque(nanos);
        } else {
            handOver(events.inner(), nanos);
        }
    }

    private static boolean upgradesToHttp2(PendingExchange exchange) {
        MessageHead request = exchange.request;
        return request != null && request.upgrade != null && request.upgrade.contains("h2c");
    }

    private void reportPending() {
        while (!pending.isEmpty()) {
            report(pending.removeFirst());
        }
    }

    private void announce() {
        if (!announced) {
            announced = true;
            events.protocol(Protocol.HTTP);
        }
    }

    private void report(PendingExchange exchange) {
        events.exchange(exchange.toExchange(), exchange.authority());
    }

    private void reportDone() {
        PendingExchange first = pending.peekFirst();
        while (first != null && first.isDone()) {
            report(pending.removeFirst());
            first = pending.peekFirst();
        }
    }

    private @Nullable PendingExchange firstUnanswered() {
        for (PendingExchange exchange : pending) {
            if (!exchange.responseDone) {
                return exchange;
            }
        }
        return null;
    }

    private void requestHead(MessageHead head) {
        loose.flush();
        responses.endLostBody();
        if (answersLost && responses.isLost()) {
            // a client that does not pipeline asks again only when it has been answered
            reportPending();
        }
        answersLost = false;
        if (pending.size() == MAX_PENDING) {
            report(pending.removeFirst());
        }
        if (head.isHttp2Preface()) {
            requests.stop();
            handOver(Http2Parser.afterPreface(events, (int) requests.messageBytes()), requests.lastNanos());
            return;
        }
        PendingExchange exchange = new PendingExchange(head);
        exchange.startNanos = requests.startNanos();
        pending.addLast(exchange);
        asking = exchange;
        if (head.version.equals("0.9") && pending.size() == 1) {
            responses.expectBareBody();
        }
        if (head.chunked) {
            requests.chunkedBody();
        } else if (head.contentLength > 0 && !head.transferCoded && !head.method.equals("CONNECT")) {
            requests.countedBody(head.contentLength);
        } else {
            requests.noBody();
        }
    }

    private void requestComplete() {
        PendingExchange exchange = asking;
        MessageHead head = exchange == null ? null : exchange.request;
        if (exchange == null || head == null) {
            return;
        }
        asking = null;
        exchange.bytesUp += requests.messageBytes();
        exchange.seenAt(requests.lastNanos());
        BodyReader body = requests.body();
        exchange.requestBody(body.bytes(), body.entropy(), body.type(null));
        exchange.requestDone = true;
        if (!exchange.responseDone && (head.method.equals("CONNECT") || head.upgrade != null)) {
            deciding = true;
            requests.stop();
        }
        reportDone();
    }

    private void responseHead(MessageHead head) {
        PendingExchange exchange = firstUnanswered();
        if (exchange == null) {
            loose.flush();
            exchange = new PendingExchange(null);
        }
        answering = exchange;
        answersLost = false;
        switching = head.status == 101;
        if (head.status / 100 == 1 && (!switching || upgradesToHttp2(exchange))) {
            responses.noBody();
            return;
        }
        exchange.response = head;
        exchange.answeredAt(responses.startNanos());
        MessageHead request = exchange.request;
        if (exchange == asking && request != null && request.expectsContinue && head.status >= 300) {
            if (requests.awaitsBody()) {
                requests.noBody();
            }
        }
        boolean bodiless = head.status == 101 || head.status == 204 || head.status == 304;
        if (bodiless || exchange.requestMethodIs("HEAD") || opensTunnel(exchange)) {
            responses.noBody();
        } else if (head.chunked) {
            responses.chunkedBody();
        } else if (head.contentLength >= 0 && !head.transferCoded) {
            responses.countedBody(head.contentLength);
        } else {
            responses.restBody();
        }
    }

    private static boolean opensTunnel(PendingExchange exchange) {
        MessageHead response = exchange.response;
        return response != null && response.status / 100 == 2 && exchange.requestMethodIs("CONNECT");
    }

    private void responseComplete() {
        PendingExchange exchange = answering;
        if (exchange == null) {
            return;
        }
        answering = null;
        exchange.seenAt(responses.lastNanos());
        MessageHead response = exchange.response;
        if (response == null) {
            if (exchange.request == null) {
                loose.bytes(false, responses.messageBytes(), responses.startNanos());
                return;
            }
            exchange.bytesDown += responses.messageBytes();
            if (switching) {
                upgrade(exchange, responses.lastNanos());
            }
            return;
        }
        exchange.bytesDown += responses.messageBytes();
        BodyReader body = responses.body();
        exchange.responseBody(body.bytes(), body.entropy(), body.type(response.contentEncoding));
        exchange.responseDone = true;
        if (opensTunnel(exchange)) {
            openTunnel(exchange, responses.lastNanos());
            return;
        }
        if (exchange.request == null) {
            report(exchange);
        } else {
            reportDone();
        }
        if (response.status == 101) {
            upgrade(exchange, responses.lastNanos());
        } else if (deciding && pending.isEmpty()) {
            resumeRequests(responses.lastNanos());
        }
    }

    private void looseBytes(boolean fromClient, long length, long nanos) {
        PendingExchange exchange = fromClient ? pending.peekLast() : firstUnanswered();
        if (exchange == null) {
            loose.bytes(fromClient, length, nanos);
            return;
        }
        exchange.seenAt(nanos);
        if (fromClient) {
            exchange.bytesUp += length;
        } else {
            exchange.answeredAt(nanos);
            exchange.bytesDown += length;
        }
    }

    /** Takes the messages of both directions; kept apart so that they are no part of what this class offers. */
    private final class Messages implements MessageReader.Owner {
        @Override
        public void headComplete(MessageReader reader, MessageHead head) {
            if (!head.isHttp2Preface()) {
                announce();
            }
            if (reader == requests) {
                requestHead(head);
            } else {
                responseHead(head);
            }
        }

        @Override
        public void messageComplete(MessageReader reader) {
            if (reader == requests) {
                requestComplete();
            } else {
                responseComplete();
            }
        }

        @Override
        public void loose(MessageReader reader, long length, long nanos) {
            looseBytes(reader == requests, length, nanos);
        }

        @Override
        public Losses losses() {
            return events.losses();
        }
    }
}
