package dev.sekisho.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of one HTTP response that the analysis needs.
 *
 * @param status the status code; 200 for HTTP/0.9, which has none
 * @param version {@code 0.9}, {@code 1.0}, {@code 1.1} or {@code 2}
 * @param contentType the Content-Type header
 * @param contentEncoding the Content-Encoding header
 * @param server the Server header
 * @param location the Location header
 * @param headerNames names of all headers in the order sent, as sent
 * @param setsCookie whether a Set-Cookie header was present
 * @param cacheable whether the response names a validator or a positive freshness (ETag, Last-Modified, Expires,
 *     Cache-Control max-age above 0)
 * @param bodyBytes length of the body after removing the transfer coding, content coding not removed
 * @param bodyEntropy Shannon entropy in bits per byte of the first {@value HttpRequest#SAMPLED_BYTES} bytes of the body
 *     as sent, 0 if empty
 * @param bodyType what the first bytes of the body look like; of a gzip-coded body, what its first decoded bytes look
 *     like
 */
public record HttpResponse(
        int status,
        String version,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        @Nullable String server,
        @Nullable String location,
        List<String> headerNames,
        boolean setsCookie,
        boolean cacheable,
        long bodyBytes,
        double bodyEntropy,
        BodyType bodyType) {

    public HttpResponse {
        headerNames = List.copyOf(headerNames);
    }
}
