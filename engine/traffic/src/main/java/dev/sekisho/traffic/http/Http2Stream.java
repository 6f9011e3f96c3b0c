package dev.sekisho.traffic.http;

import dev.sekisho.traffic.BodyType;

/** One stream of an HTTP/2 connection: an exchange under way with the beginnings of its bodies. */
final class Http2Stream {
    final int id;
    final PendingExchange exchange;
    private final BodySample up = new BodySample();
    private final BodySample down = new BodySample();
    private long bytesUp;
    private long bytesDown;

    Http2Stream(int id, PendingExchange exchange) {
        this.id = id;
        this.exchange = exchange;
    }

    void body(boolean fromClient, byte[] source, int offset, int length) {
        (fromClient ? up : down).add(source, offset, length);
        count(fromClient, length);
    }

    void bodyGap(boolean fromClient, long length) {
        (fromClient ? up : down).seal();
        count(fromClient, length);
    }

    private void count(boolean fromClient, long length) {
        if (fromClient) {
            bytesUp += length;
        } else {
            bytesDown += length;
        }
    }

    /** The exchange with what is known of its bodies; an upgraded request keeps the body that came in HTTP/1.1. */
    PendingExchange finished() {
        if (bytesUp > 0) {
            exchange.requestBody(bytesUp, up.entropy(), up.type(null));
        }
        MessageHead response = exchange.response;
        if (response != null) {
            BodyType type = down.type(response.contentEncoding);
            exchange.responseBody(bytesDown, down.entropy(), type);
        }
        return exchange;
    }
}
