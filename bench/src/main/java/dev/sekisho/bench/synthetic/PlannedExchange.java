package dev.sekisho.bench.synthetic;

/**
 * One request and its response, as an actor means to make it; when a connection is busy it starts later.
 *
 * @param nanos earliest time of the request in nanoseconds since 1970
 * @param client number of the client, from 0
 * @param server who is asked
 * @param userAgent the program's User-Agent
 * @param method GET or POST
 * @param path origin-form target
 * @param referer page that caused it, empty if none
 * @param requestBody bytes of the request's body
 * @param status 200, 204 or 304
 * @param contentType of the response
 * @param responseBody bytes of the response's body
 * @param answerNanos from request to response
 */
record PlannedExchange(
        long nanos,
        int client,
        SyntheticServer server,
        String userAgent,
        String method,
        String path,
        String referer,
        int requestBody,
        int status,
        String contentType,
        int responseBody,
        long answerNanos) {

    PlannedExchange {
        if (requestBody < 0 || responseBody < 0) {
            throw new IllegalArgumentException(
                    "bodies must not be negative, but are " + requestBody + " and " + responseBody);
        }
    }

    /** The head of the request. */
    String requestHead() {
        StringBuilder head = new StringBuilder(200).append(method).append(' ').append(path);
        head.append(" HTTP/1.1\r\nHost: ")
                .append(server.name())
                .append("\r\nUser-Agent: ")
                .append(userAgent);
        head.append("\r\nAccept: */*\r\n");
        if (!referer.isEmpty()) {
            head.append("Referer: ").append(referer).append("\r\n");
        }
        if (requestBody > 0) {
            head.append("Content-Type: application/octet-stream\r\nContent-Length: ");
            head.append(requestBody).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** The head of the response. */
    String responseHead() {
        StringBuilder head = new StringBuilder(120).append("HTTP/1.1 ").append(status);
        head.append(status == 200 ? " OK" : status == 204 ? " No Content" : " Not Modified");
        head.append("\r\nServer: synthetic\r\n");
        if (status == 200) {
            head.append("Content-Type: ").append(contentType);
            head.append("\r\nContent-Length: ").append(responseBody).append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
