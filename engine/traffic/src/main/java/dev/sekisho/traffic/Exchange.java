package dev.sekisho.traffic;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response or, where the content is encrypted or unknown, one burst of the client and the burst of
 * the server that answers it.
 *
 * @param start time of the first byte from the client (of the server's first byte where the client sent nothing)
 * @param responseStart time of the first byte of the answer, null if none was seen
 * @param end time of the last byte of either side
 * @param bytesUp payload bytes sent by the client in this exchange, headers included, lost bytes included
 * @param bytesDown payload bytes sent by the server in this exchange, headers included, lost bytes included
 * @param request the HTTP request, null for encrypted or unknown content and for a response without its request
 * @param response the HTTP response, null likewise and where no response came
 */
public record Exchange(
        Instant start,
        @Nullable Instant responseStart,
        Instant end,
        long bytesUp,
        long bytesDown,
        @Nullable HttpRequest request,
        @Nullable HttpResponse response) {}
