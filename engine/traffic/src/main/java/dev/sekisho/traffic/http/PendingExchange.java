package dev.sekisho.traffic.http;

import dev.sekisho.traffic.BodyType;
import dev.sekisho.traffic.Exchange;
import dev.sekisho.traffic.HttpRequest;
import dev.sekisho.traffic.HttpResponse;
import dev.sekisho.traffic.stream.TurnTaking;
import org.jspecify.annotations.Nullable;

/** An exchange under way: what is known of its request and its response so far. */
final class PendingExchange {
    private static final long NONE = Long.MIN_VALUE;

    final @Nullable MessageHead request;

    @Nullable
    MessageHead response;

    boolean requestDone;
    boolean responseDone;
    long startNanos = NONE;
    long responseNanos = NONE;
    long endNanos = NONE;
    long bytesUp;
    long bytesDown;
    private long requestBody;
    private double requestEntropy;
    private BodyType requestType = BodyType.EMPTY;
    private long responseBody;
    private double responseEntropy;
    private BodyType responseType = BodyType.EMPTY;

    PendingExchange(@Nullable MessageHead request) {
        this.request = request;
        this.requestDone = request == null;
    }

    boolean isDone() {
        return requestDone && responseDone;
    }

    boolean requestMethodIs(String method) {
        return request != null && request.method.equals(method);
    }

    void requestBody(long bytes, double entropy, BodyType type) {
        requestBody = bytes;
        requestEntropy = entropy;
        requestType = type;
    }

    void responseBody(long bytes, double entropy, BodyType type) {
        responseBody = bytes;
        responseEntropy = entropy;
        responseType = type;
    }

    /** Tells that the server began to answer at {@code nanos}; the first time counts. */
    void answeredAt(long nanos) {
        if (responseNanos == NONE) {
            responseNanos = nanos;
        }
        if (startNanos == NONE) {
            startNanos = nanos;
        }
    }

    /** Tells that a byte of either side came at {@code nanos}; the latest counts. */
    void seenAt(long nanos) {
        endNanos = Math.max(endNanos, nanos);
    }

    /** The authority that the request names, null if it names none. */
    @Nullable
    String authority() {
        MessageHead head = request;
        if (head == null) {
            return null;
        }
        return head.targetAuthority != null ? head.targetAuthority : emptyToNull(head.host);
    }

    Exchange toExchange() {
        return new Exchange(
                TurnTaking.instant(startNanos),
                responseNanos == NONE ? null : TurnTaking.instant(responseNanos),
                TurnTaking.instant(Math.max(startNanos, endNanos)),
                bytesUp,
                bytesDown,
                request == null ? null : request(request),
                response == null ? null : response(response));
    }

    private HttpRequest request(MessageHead head) {
        return new HttpRequest(
                head.method,
                head.target,
                head.version,
                authority(),
                head.userAgent,
                head.referer,
                head.contentType,
                head.names,
                head.sendsCookie,
                head.sendsCredentials,
                head.forwardedFor,
                head.proxyUser,
                requestBody,
                requestEntropy,
                requestType);
    }

    private HttpResponse response(MessageHead head) {
        return new HttpResponse(
                head.status,
                head.version,
                head.contentType,
                head.contentEncoding,
                head.server,
                head.location,
                head.names,
                head.setsCookie,
                head.cacheable,
                responseBody,
                responseEntropy,
                responseType);
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
